"""Everything works without script: what a parent needs on an old phone, or behind a strict setting."""

import pytest

from tests.browser.pages import PHONE, WIDE, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def phone(new_page):
    return new_page(viewport=PHONE, java_script_enabled=False)


@pytest.fixture
def laptop(new_page):
    return new_page(viewport=WIDE, java_script_enabled=False)


def test_parent_comes_from_the_front_page_to_a_phone_number_in_three_steps(phone, site):
    phone.goto(site + path_of("front"))
    phone.get_by_label("Mihin kaipaat tukea?").fill("parisuhdeneuvonta")
    phone.get_by_label("Kunta tai postinumero").fill("Tampere")
    phone.get_by_role("button", name="Etsi tukea").click()  # 1
    phone.locator(".card h2").get_by_role("link").first.click()  # 2
    call = phone.locator(".sheet").get_by_role("link", name="Soita").first  # 3

    assert call.get_attribute("href").startswith("tel:+358")
    assert call.bounding_box()["y"] < PHONE["height"], "the number is seen without scrolling"


def test_parent_calls_from_the_list_already(phone, site):
    phone.goto(site + path_of("search"))

    assert (
        phone.locator(".card")
        .get_by_role("link", name="Soita")
        .first.get_attribute("href")
        .startswith("tel:")
    )


def test_danger_is_one_step_from_any_number(phone, site):
    phone.goto(site + path_of("front"))

    assert phone.locator("main .crisis a[href^='tel:']").first.get_attribute("href") == "tel:112"


def test_filters_narrow_the_list_when_they_are_sent(laptop, site):
    laptop.goto(site + path_of("search"))
    option = laptop.locator("label.option", has_text="Kun on vaikeaa")
    promised = option.locator(".count").inner_text()
    option.get_by_role("checkbox").check()
    laptop.locator(".filters").get_by_role("button").click()

    assert laptop.url.startswith(f"{site}/palvelut/?")
    assert {"municipality=Nokia", "tier=3"} <= set(laptop.url.partition("?")[2].split("&"))
    assert laptop.locator("h1").inner_text() == f"{promised} palvelua"


def test_filters_of_a_phone_open_and_are_sent(phone, site):
    phone.goto(site + path_of("search"))
    phone.locator(".filters__button").click()
    phone.get_by_label("Kun on vaikeaa").check()
    phone.locator(".filters").get_by_role("button").click()

    assert phone.locator(".chip").all_inner_texts()[-1].endswith("Tilanne: Kun on vaikeaa")


def test_choice_is_taken_back_with_one_press(phone, site):
    phone.goto(f"{site}/palvelut/?municipality=nokia&tier=3&free=yes")
    phone.get_by_role("link", name="Tilanne: Kun on vaikeaa").click()

    assert phone.url == f"{site}/palvelut/?municipality=nokia&free=yes"


@pytest.mark.parametrize(("name", "path"), [("Svenska", "/sv/tjanster/"), ("English", "/en/services/")])
def test_another_language_keeps_the_search(name, path, phone, site):
    query = "?q=ero&municipality=nokia&tier=2"
    phone.goto(f"{site}/palvelut/{query}")
    phone.get_by_role("link", name=name).click()

    assert phone.url == site + path + query


def test_unknown_place_is_explained_with_near_names_to_choose(phone, site):
    phone.goto(site + path_of("front"))
    phone.get_by_label("Kunta tai postinumero").fill("Nokja")
    phone.get_by_role("button", name="Etsi tukea").click()
    problem = phone.get_by_role("alert")

    assert "Nokja" in problem.inner_text()
    assert phone.get_by_label("Kunta tai postinumero").first.input_value() == "Nokja"
    problem.get_by_role("link", name="Nokia", exact=True).click()
    assert phone.url == f"{site}/palvelut/?municipality=nokia"


@pytest.mark.parametrize(("language", "name"), [("fi", "Tampere"), ("sv", "Tammerfors")])
def test_places_are_suggested_in_the_readers_language(language, name, phone, site):
    phone.goto(site + path_of("front", language))
    listed = phone.locator("#municipality").get_attribute("list")
    options = phone.locator(f"datalist#{listed} option").all_text_contents()

    assert name in options


def test_more_results_are_on_the_next_page_of_the_same_search(laptop, site):
    laptop.goto(site + path_of("search"))
    first = laptop.locator(".card h2").all_inner_texts()
    laptop.get_by_role("link", name="Seuraava sivu").click()

    assert laptop.url == f"{site}/palvelut/?municipality=nokia&page=2"
    assert set(first).isdisjoint(laptop.locator(".card h2").all_inner_texts())
