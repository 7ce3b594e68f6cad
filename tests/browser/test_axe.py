"""Machine-checked accessibility: WCAG 2.2 A and AA and the best practices that axe knows."""

import pytest

from tests.browser.pages import KINDS, LANGUAGES, PHONE, WIDE, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
RUN_AXE = """async (rules) => {
  const {violations} = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return violations.map(({id, nodes}) => `${id}: ` + nodes.map(node => node.target.join(" ")).join(", "));
}"""


@pytest.fixture
def page(new_page):
    return new_page(viewport=WIDE, reduced_motion="reduce")  # else a colour may be halfway to another


@pytest.mark.parametrize("name", KINDS)
def test_page_has_no_violation_in_any_language_on_phone_and_laptop(name, page, site, axe_source):
    violations = {}
    for language in LANGUAGES:
        answer = page.goto(site + path_of(name, language))
        assert answer.status == KINDS[name].status
        page.evaluate(axe_source)
        for viewport in (WIDE, PHONE):
            page.set_viewport_size(viewport)
            violations[language, viewport["width"]] = page.evaluate(RUN_AXE, RULES)

    assert violations == {seen: [] for seen in violations}


@pytest.mark.parametrize("name", ["front", "search", "search-empty", "service", "municipality", "help-now"])
def test_page_keeps_its_contrasts_in_the_dark(name, page, site, axe_source):
    page.emulate_media(color_scheme="dark")
    page.goto(site + path_of(name))
    page.evaluate(axe_source)

    assert page.evaluate(RUN_AXE, COLOURS) == []


def test_opened_filters_of_a_phone_have_no_violation(page, site, axe_source):
    page.set_viewport_size(PHONE)
    page.goto(site + path_of("search"))
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.evaluate(axe_source)

    assert page.evaluate(RUN_AXE, RULES) == []
