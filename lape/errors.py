"""Failures that are told in one sentence."""


class Stop(Exception):
    """The command cannot go on, for a reason that the person at the keyboard can mend.

    `manage.py` prints the message, which is one plain English sentence, and ends without a traceback.
    """
