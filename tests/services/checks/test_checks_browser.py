"""The pages of a mail in a browser: accessible, quiet, and none wider than a small phone."""

import pytest
from django.utils import timezone

from services.checks.tokens import page_path
from services.models import CheckRequest
from tests.browser.test_axe import RULES, RUN_AXE
from tests.factories import make_organization
from tests.services.checks.rows import mail_of, make_asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def path():
    organization = make_organization()
    make_asked("Lastensuojelukuntoutuspalvelukeskus", organization=organization, today=timezone.localdate())
    service = make_asked("Perhekahvila", organization=make_organization("Toinen"), today=timezone.localdate())
    mail = mail_of(service)
    mail.checks.set(CheckRequest.objects.all())
    return page_path(mail)


def test_the_pages_have_no_violation_and_say_nothing_in_the_console(new_page, live_server, path, axe_source):
    page = new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    told = []
    page.on("console", lambda message: told.append(message.text))
    found = {}
    for ending in ("", "perhekahvila/muuttunut/", "perhekahvila/paattynyt/", "poista-tiedot/"):
        page.goto(live_server.url + path + ending)
        page.evaluate(axe_source)
        wide = page.evaluate("document.documentElement.scrollWidth > 320")
        found[ending] = (page.evaluate(RUN_AXE, RULES), wide)

    assert found == dict.fromkeys(found, ([], False))
    assert told == []


def test_a_worker_on_a_phone_without_script_answers_everything(new_page, live_server, path):
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(live_server.url + path)
    page.locator("a", has_text="Jotain on muuttunut: Perhekahvila").click()
    page.get_by_label("Jotain muuta").fill("Ovi on sisäpihalla.")
    page.get_by_role("button", name="Lähetä").click()
    page.get_by_role("button", name="Tiedot ovat oikein").click()

    assert page.locator("h1").inner_text() == "Kiitos"
    assert CheckRequest.objects.filter(answer="").count() == 0
