"""People who sign in, and mails that are sent at once."""

import pytest

from lape.accounts import mails
from tests.factories import make_superuser, make_user

PASSWORD = "kolme sanaa ja pisara"


@pytest.fixture(autouse=True)
def mails_at_once(monkeypatch):
    """No thread: what was sent lies in the outbox when the answer comes."""
    monkeypatch.setattr(mails._senders, "submit", lambda job, message: mails.send(message))


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def second_factors(settings):
    """As on a real site; the other tests do without."""
    settings.SECOND_FACTOR_FOR_STAFF = settings.SECOND_FACTOR_FOR_PUBLISHERS = True


@pytest.fixture
def member(db):
    return make_user("jasen@example.org")


@pytest.fixture
def superuser(db):
    user = make_superuser("hallinta@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user
