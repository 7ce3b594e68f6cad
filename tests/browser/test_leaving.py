"""Leaving in a hurry: one press, or Shift three times, and neither the page nor Back shows it again."""

import pytest

from tests.browser.pages import KINDS, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BLANK = "getComputedStyle(document.body).display"
AT_ONCE = {
    "link": "document.getElementById('leave').click()",
    "shift": "for (const _ of '123') dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift'}))",
}


@pytest.fixture
def harmless(settings):
    return settings.EXIT_URL


@pytest.fixture
def answer_elsewhere(harmless):
    """Stand in for the harmless site: `answer_elsewhere(page)`."""

    def answer(page):
        page.route(
            harmless, lambda route: route.fulfill(body="<title>Rain</title>", content_type="text/html")
        )

    return answer


def press_shift_three_times(page):
    for _time in range(3):
        page.keyboard.press("Shift")


def test_every_page_has_a_plain_link_away(new_page, site, harmless):
    page = new_page(java_script_enabled=False)
    links = {}
    for name in KINDS:
        page.goto(site + path_of(name))
        link = page.get_by_role("link", name="Poistu sivulta")
        links[name] = (link.get_attribute("href"), link.get_attribute("rel"))

    assert links == dict.fromkeys(KINDS, (harmless, "noreferrer noopener"))


def test_link_away_works_without_script(new_page, site, harmless, answer_elsewhere):
    page = new_page(java_script_enabled=False)
    answer_elsewhere(page)
    page.goto(site + path_of("service-tier-3"))
    page.get_by_role("link", name="Poistu sivulta").click()
    page.wait_for_url(harmless)

    assert page.title() == "Rain"


@pytest.mark.parametrize("way", ["link", "shift"])
def test_back_does_not_return_to_the_page_that_was_left(way, page, site, harmless, answer_elsewhere):
    answer_elsewhere(page)
    page.goto(site + path_of("front"))
    page.goto(site + path_of("service-tier-3"))
    if way == "link":
        page.get_by_role("link", name="Poistu sivulta").click()
    else:
        press_shift_three_times(page)
    page.wait_for_url(harmless)
    page.go_back()

    assert page.url == site + path_of("front")


@pytest.mark.parametrize("way", ["link", "shift"])
def test_page_is_blank_at_once_however_slow_the_other_site_is(way, page, site, harmless):
    page.route(harmless, lambda route: route.fulfill(status=204))  # the browser stays where it is
    page.goto(site + path_of("service-tier-3"))

    assert page.evaluate(BLANK) == "flex"
    assert page.evaluate(f"() => {{ {AT_ONCE[way]}; return {BLANK}; }}") == "none"


def test_page_is_seen_again_when_it_comes_back_from_the_browsers_cache(page, site, harmless):
    page.route(harmless, lambda route: route.fulfill(status=204))  # the browser stays where it is
    page.goto(site + path_of("front"))
    press_shift_three_times(page)
    left = page.evaluate(BLANK)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert (left, page.evaluate(BLANK)) == ("none", "flex")


def test_shift_for_capital_letters_does_not_leave(page, site):
    page.goto(site + path_of("front"))
    page.locator("#q").focus()
    for letter in "ERO":
        page.keyboard.press(f"Shift+{letter}")

    assert page.locator("#q").input_value() == "ERO"
    assert page.evaluate(BLANK) == "flex"
