"""The yearly check: an organization is asked whether its listings are right, and answers without an account.

`due` says which listings fall due and when, `requests` is the nightly run, `mails` writes to organizations,
`hiding` takes out what nobody confirmed, `waiting` tells coordinators, `answers` takes what was answered,
`bounces` what came back. `simulation` runs all of it through two years.
"""
