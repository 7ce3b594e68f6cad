"""Twenty tries a day and account, seen by all workers, and no address in any table."""

import base64
import datetime
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from lape.accounts import throttle
from lape.accounts.pseudonyms import client_pseudonym, forget_expired, pseudonym
from lape.accounts.records import forget_old_sign_ins
from lape.models import SignInOutcome, SignInRecord
from lape.worker import run_all
from tests.accounts.conftest import PASSWORD
from tests.accounts.sign_in import (
    ask_for_code,
    is_signed_in,
    sent_code,
    sign_in_by_code,
    sign_in_by_password,
    type_code,
)
from tests.factories import make_user

LIMIT = 20


def spend(client, email):
    for number in range(LIMIT):
        sign_in_by_password(client, email, f"väärä {number}")


@pytest.mark.django_db
def test_after_twenty_wrong_tries_the_right_password_fails_too(client, superuser):
    spend(client, superuser.email)
    answer = sign_in_by_password(client, superuser.email, PASSWORD)

    assert "liian monta" in answer.text
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_after_twenty_wrong_tries_no_code_helps_either(client, superuser):
    spend(client, superuser.email)

    assert "liian monta" in ask_for_code(client, superuser.email).text


@pytest.mark.django_db
def test_wrong_codes_count_as_tries_whatever_number_of_codes_is_asked_for(client, member):
    for _code in range(7):
        ask_for_code(client, member.email)
        wrong = str((int(sent_code()) + 1) % 1_000_000).zfill(6)
        for _try in range(3):
            type_code(client, wrong)

    assert throttle.is_spent(_request(), member.email)


@pytest.mark.django_db
def test_others_still_get_in(client, superuser, member):
    spend(client, superuser.email)
    sign_in_by_code(client, member.email)

    assert is_signed_in(client)


@pytest.mark.django_db
def test_an_unknown_address_is_throttled_with_the_same_words(client, superuser):
    answers = []
    for email in [superuser.email, "tuntematon@example.org"]:
        spend(client, email)
        answers.append("liian monta" in sign_in_by_password(client, email, PASSWORD).text)

    assert answers == [True, True]


@pytest.mark.django_db
def test_a_right_password_is_no_try(client, superuser):
    for _time in range(LIMIT + 1):
        sign_in_by_password(client, superuser.email, PASSWORD)
        client.post(reverse("account_logout"))

    assert not throttle.is_spent(_request(), superuser.email)


COUNT_IN_ANOTHER_PROCESS = """
import django; django.setup()
from django.test import RequestFactory
from lape.accounts import throttle
request = RequestFactory().post("/")
for number in range(20):
    throttle.count_wrong_try(request, "jasen@example.org")
"""


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_over_processes(tmp_path):
    """The other process writes into this worker's test database."""
    name = connection.settings_dict["NAME"]
    code = f"from lape.settings import DATABASES; DATABASES['default']['NAME'] = {name!r}\n"
    code += COUNT_IN_ANOTHER_PROCESS
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "lape.settings", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    emails = ["jasen@example.org", "toinen@example.org"]
    is_spent = [throttle.is_spent(_request(), email) for email in emails]
    cache.clear()

    assert (answer.returncode, answer.stderr) == (0, "")
    assert is_spent == [True, False]


@pytest.mark.django_db
def test_one_sender_is_slowed_down_whatever_accounts_it_tries(client):
    answers = [sign_in_by_password(client, f"osoite{number}@example.org", "arvaus") for number in range(61)]

    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert "Odota muutama minuutti" in answers[-1].text


# -- addresses


@pytest.mark.django_db
def test_no_table_holds_the_address_of_a_machine_or_an_unknown_person(client, superuser, member):
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    sign_in_by_password(client, superuser.email, "väärä")
    sign_in_by_password(client, "salainen.henkilo@example.com", "väärä")
    ask_for_code(client, member.email)
    type_code(client, "12345x")
    sign_in_by_code(client, member.email)

    assert SignInRecord.objects.exclude(address="").count() == 4
    assert _tables_with("203.0.113.77") == []
    assert _tables_with("salainen.henkilo") == []


def _tables_with(text):
    """The tables with `text` in any row; what is packed is looked at inside: the cache and the sessions."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own tables
            found += [table for (row,) in cursor.fetchall() if text in row]
        cursor.execute("SELECT value FROM lape_cache")
        found += ["lape_cache" for (value,) in cursor.fetchall() if text.encode() in base64.b64decode(value)]
    sessions = [session.get_decoded() for session in Session.objects.all()]
    return found + ["sessions" for data in sessions if text in str(data)]


@pytest.mark.django_db
def test_a_pseudonym_is_the_same_all_day_and_another_tomorrow(monkeypatch):
    today = [pseudonym("203.0.113.77"), pseudonym("203.0.113.77"), pseudonym("203.0.113.78")]
    monkeypatch.setattr("lape.accounts.pseudonyms.timezone.localdate", lambda: "tomorrow")

    assert today[0] == today[1] != today[2]
    assert pseudonym("203.0.113.77") != today[0]


@pytest.mark.django_db
def test_the_addresses_of_one_home_count_as_one():
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]
    first, second, other = (client_pseudonym(_request(REMOTE_ADDR=address)) for address in addresses)

    assert first == second != other


@pytest.mark.django_db
def test_counters_that_are_over_are_deleted():
    cache.set("over", 1, timeout=60)
    cache.set("kept", 1, timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE lape_cache SET expires = '2026-01-01Z' WHERE cache_key LIKE '%over'")

    assert forget_expired() == 1


def _request(**meta):
    return RequestFactory().post("/", **meta)


# -- records


@pytest.mark.django_db
def test_each_sign_in_and_failure_leaves_a_line(client, superuser, member):
    sign_in_by_password(client, superuser.email, "väärä")
    sign_in_by_password(client, "tuntematon@example.org", "väärä")
    ask_for_code(client, member.email)
    type_code(client, "12345x")
    type_code(client, sent_code())
    client.get("/hallinta/", follow=True)

    lines = [(line.user, line.outcome, bool(line.typed)) for line in SignInRecord.objects.order_by("pk")]
    assert lines == [
        (superuser, SignInOutcome.WRONG_PASSWORD, False),
        (None, SignInOutcome.WRONG_PASSWORD, True),
        (member, SignInOutcome.WRONG_CODE, False),
        (member, SignInOutcome.SIGNED_IN, False),
        (member, SignInOutcome.REFUSED, False),
    ]
    assert {(line.hour.minute, line.hour.second) for line in SignInRecord.objects.all()} == {(0, 0)}


@pytest.mark.django_db
def test_lines_are_kept_for_half_a_year(client):
    now = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    user = make_user()
    for days in (182, 184):
        SignInRecord.objects.create(
            user=user, outcome=SignInOutcome.SIGNED_IN, hour=now - datetime.timedelta(days=days)
        )

    assert forget_old_sign_ins(now) == 1
    assert SignInRecord.objects.get().hour == now - datetime.timedelta(days=182)


@pytest.mark.django_db
def test_the_worker_forgets_sessions_that_are_over(client, member):
    client.force_login(member)
    other = make_user()
    client.session.save()
    client.__class__().force_login(other)
    Session.objects.filter(pk=client.session.session_key).update(expire_date="2026-01-01T00:00Z")
    run_all(["forget_sign_ins"])

    assert Session.objects.count() == 1
    assert not is_signed_in(client)
