"""The keyboard alone, in an order that makes sense, with the focus in sight."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FOCUSED = """() => {
  const e = document.activeElement;
  return (e.labels?.[0] ?? e).textContent.trim().replaceAll(/\\s+/g, " ");
}"""
# Every stop of Tab must be marked and in sight; a place on a map is marked by its outline.
UNSEEN = """() => {
  const e = document.activeElement;
  const place = e.querySelector?.(".map__place");
  const {outlineStyle, outlineWidth} = getComputedStyle(e);
  const isMarked = place ? parseFloat(getComputedStyle(place).strokeWidth) >= 2
    : outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const {width, top, bottom, left, right} = e.getBoundingClientRect();
  const isInSight = width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  return isMarked && isInSight ? "" : `${e.tagName}#${e.id} ${e.textContent.trim().slice(0, 40)}`;
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter(e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})).length"""
MOST_STOPS = 400


def stops(page, most):
    """What Tab reaches, by its words."""
    found = []
    for _stop in range(most):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return found


def tab_to(page, selector):
    """Press Tab until something that fits is in focus."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_first_come_the_skip_link_and_the_way_out_then_the_search(page, site):
    page.goto(site + path_of("front"))

    assert stops(page, 9) == [
        "Siirry sisältöön",
        "Poistu sivulta",
        "Perheen tukena Pirkanmaa",
        "Apua heti",
        "Svenska",
        "English",
        "Mihin kaipaat tukea?",
        "Kunta tai postinumero",
        "Etsi tukea",
    ]


def test_skip_link_leads_past_the_header(page, site):
    page.goto(site + path_of("front"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Siirry sisältöön")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert stops(page, 1) == ["Mihin kaipaat tukea?"]


@pytest.mark.parametrize("name", ["front", "search", "service", "municipality", "organizations", "help-now"])
def test_focus_is_seen_at_every_stop(name, page, site):
    page.goto(site + path_of(name))
    count = page.evaluate(STOPS)
    unseen = []
    for _stop in range(min(count, MOST_STOPS)):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(UNSEEN))

    assert [text for text in unseen if text] == []


def test_parent_searches_narrows_and_finds_the_number_by_keys(page, site):
    page.goto(site + path_of("front"))
    tab_to(page, "#q")
    page.keyboard.type("neuvonta")
    tab_to(page, "#municipality")
    page.keyboard.type("Tampere")
    page.keyboard.press("Enter")
    page.wait_for_url("**/palvelut/**")

    tab_to(page, "#tier-2")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).not_to_be_empty()

    tab_to(page, ".card h2 a")
    page.keyboard.press("Enter")
    expect(page.locator("article.wrap h1")).to_be_visible()

    tab_to(page, ".sheet [href^='tel:']")


def test_filters_of_a_phone_open_and_close_by_keys(phone, site):
    phone.goto(site + path_of("search"))
    tab_to(phone, ".filters > summary")
    phone.keyboard.press("Enter")
    opened = phone.locator("#tier-1").is_visible()
    phone.keyboard.press("Enter")

    assert (opened, phone.locator("#tier-1").is_visible()) == (True, False)


def test_search_of_a_phone_unfolds_by_keys(phone, site):
    phone.goto(site + path_of("search"))
    tab_to(phone, ".search-fold > summary")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")

    assert phone.evaluate("document.activeElement.id") == "q"


def test_places_are_suggested_by_keys_too(page, site):
    """The browser itself draws the list, where no test can press."""
    page.goto(site + path_of("front"))
    tab_to(page, "#municipality")
    options = page.evaluate("[...document.activeElement.list.options].map(option => option.value)")

    expect(page.get_by_role("combobox", name="Kunta tai postinumero")).to_be_focused()
    assert {"Tampere", "Ähtäri"} <= set(options)


def test_places_of_a_map_are_reached_by_keys_and_named(page, site):
    page.goto(site + path_of("municipality"))
    tab_to(page, ".map a")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text(name)
