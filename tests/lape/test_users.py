import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lape.models import User


def test_an_address_is_one_login_however_it_is_typed(db):
    user = User.objects.create_user("Maija.Meikäläinen@Example.org", "salasana123")

    assert user.email == "maija.meikäläinen@example.org"
    assert authenticate(username="MAIJA.meikäläinen@example.org", password="salasana123") == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("maija.meikäläinen@EXAMPLE.org")


def test_a_user_needs_an_address(db):
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


def test_a_password_is_neither_too_short_nor_longer_than_128_characters():
    validate_password("perhe-7x" * 16)

    for word in ["perhe-7", "perhe-7x" * 16 + "y"]:
        with pytest.raises(ValidationError):
            validate_password(word)


def test_a_superuser_may_enter_the_admin(client, db):
    client.force_login(User.objects.create_superuser("admin@example.org", "salasana123"))

    assert client.get("/hallinta/lape/user/").status_code == 200
    assert client.get("/hallinta/lape/user/add/").status_code == 200
