"""With script the results change as soon as a filter is ticked, and nothing else does."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def search(page, site):
    """The search in Nokia; `window.here` is lost when the page is loaded anew."""
    page.goto(site + path_of("search"))
    page.evaluate("window.here = true")
    return page


def tick(page, box, part_of_address):
    page.locator(box).check()
    expect(page).to_have_url(re.compile(re.escape(part_of_address)))


def test_ticking_a_filter_gives_what_it_promised_without_loading_the_page(search):
    promised = search.locator("label.option", has=search.locator("#tier-3")).locator(".count").inner_text()
    tick(search, "#tier-3", "tier=3")

    expect(search.locator("h1")).to_have_text(f"{promised} palvelua")
    expect(search.locator(".chip", has_text="Kun on vaikeaa")).to_be_visible()
    assert search.evaluate("window.here")


def test_address_after_ticking_shows_the_same_results(search, new_page):
    tick(search, "#tier-3", "tier=3")
    expect(search.locator(".chip", has_text="Kun on vaikeaa")).to_be_visible()
    again = new_page()
    again.goto(search.url)

    assert again.locator(".card h2").all_inner_texts() == search.locator(".card h2").all_inner_texts()


def test_new_count_is_announced(search):
    assert search.get_by_role("status").inner_text() == ""

    tick(search, "#tier-3", "tier=3")

    expect(search.get_by_role("status")).to_have_text(re.compile(r"^\d+ palvelua$"))
    assert search.get_by_role("status").inner_text() == search.locator("h1").inner_text()


def test_focus_stays_on_the_filter_that_was_ticked(search):
    search.locator("#tier-3").focus()
    search.keyboard.press("Space")
    expect(search.get_by_role("status")).not_to_be_empty()

    assert search.evaluate("document.activeElement.id") == "tier-3"


def test_opened_group_of_filters_stays_open(search):
    group = search.locator("details#more-theme")
    group.locator("summary").click()
    group.locator("input").first.check()
    expect(search.get_by_role("status")).not_to_be_empty()

    expect(group).to_have_attribute("open", "")


def test_back_brings_the_results_before(search, site):
    before = search.locator(".card h2").all_inner_texts()
    tick(search, "#tier-3", "tier=3")
    expect(search.locator(".chip", has_text="Kun on vaikeaa")).to_be_visible()
    search.go_back()

    expect(search).to_have_url(site + path_of("search"))
    expect(search.locator(".card h2")).to_have_text(before)
    expect(search.locator("#tier-3")).not_to_be_checked()


def test_two_filters_ticked_quickly_both_count(search):
    search.locator("#tier-2").check()
    search.locator("#tier-3").check()

    expect(search).to_have_url(re.compile("tier=2&tier=3"))
    expect(search.locator(".chip")).to_have_count(3)  # the municipality too


def test_service_leads_back_to_the_search_that_found_it(search, site):
    tick(search, "#tier-3", "tier=3")
    expect(search.locator(".chip", has_text="Kun on vaikeaa")).to_be_visible()
    address = search.url
    search.locator(".card h2 a").first.click()
    search.get_by_role("link", name="Takaisin hakutuloksiin").click()

    assert search.url == address
