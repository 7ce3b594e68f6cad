"""Suggestions in a real browser: a combobox for keyboard and screen reader; without script the form works."""

import pytest

from services.search.places import forget_names
from tests.factories import make_service

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server):
    forget_names()
    make_service("Isäryhmä Tatit")
    make_service("Isäryhmä Nokia")
    return live_server.url


def test_arrows_choose_escape_closes_and_enter_opens(site, new_page):
    page = new_page()
    page.goto(f"{site}/palvelut/?q=kerho")
    if not page.locator("#q").is_visible():
        page.locator(".search-fold > summary").click()
    field = page.locator("#q")
    field.fill("")
    field.press_sequentially("isä")
    page.locator("#suggestions [role=option]").first.wait_for()

    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press("ArrowDown")
    chosen = page.locator("#suggestions [aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    with page.expect_navigation():
        field.press("Enter")
    assert "/palvelut/" in page.url
    assert page.url != f"{site}/palvelut/?q=kerho"


def test_without_script_the_form_searches(site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/palvelut/")
    if not page.locator("#q").is_visible():
        page.locator(".search-fold > summary").click()
    page.locator("#q").fill("isäryhmässä")
    page.locator("#q").press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("article.card").count() == 2
    assert page.locator("#suggestions").is_hidden()
