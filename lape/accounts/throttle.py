"""Twenty wrong tries a day and account; everybody else still gets in.

The counters lie in the database's cache, so that all workers share them. Known and unknown addresses are
counted alike, so that the limit tells nothing about them.
"""

from allauth.core import ratelimit

from lape.accounts.pseudonyms import pseudonym

ACTION = "login_failed"  # its limit is in the settings; wrong passwords count there too


def account_key(email: str) -> str:
    """The name under which the tries of an account are counted."""
    return pseudonym(f"account {email}")


def is_spent(request, email: str) -> bool:
    """Tell whether the account's tries of today are used up."""
    return not ratelimit.consume(request, action=ACTION, key=account_key(email), dry_run=True)


def count_wrong_try(request, email: str) -> None:
    ratelimit.consume(request, action=ACTION, key=account_key(email))
