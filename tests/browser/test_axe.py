"""Machine-checked accessibility: WCAG 2.2 A and AA and the best practices that axe knows."""

import pytest

from tests.browser.pages import FORMS, KINDS, PHONE, WIDE, path_of
from workgroups.models import Challenge

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


#: Every language, and each width: what differs between languages is words, and both widths see long ones.
SEEN = {"fi": (WIDE, PHONE), "sv": (PHONE,), "en": (WIDE,)}


@pytest.mark.parametrize("name", [*KINDS, *FORMS])
def test_page_has_no_violation_in_any_language_on_phone_and_laptop(name, page, site, axe_source):
    violations = {}
    for language, viewports in SEEN.items():
        answer = page.goto(site + path_of(name, language))
        assert answer.status == (KINDS | FORMS)[name].status
        page.evaluate(axe_source)
        for viewport in viewports:
            page.set_viewport_size(viewport)
            violations[language, viewport["width"]] = page.evaluate(RUN_AXE, RULES)

    assert violations == {seen: [] for seen in violations}


@pytest.mark.parametrize(
    "name", ["front", "search", "search-empty", "service", "municipality", "help-now", "group", "memo"]
)
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


def test_a_question_and_its_form_have_no_violation_with_an_error_neither(page, site, axe_source):
    challenge = Challenge.objects.select_related("workgroup").filter(state="open").first()
    question = f"{site}{challenge.workgroup.get_absolute_url()}kysymykset/{challenge.pk}/"
    violations = {}
    for path in (question, f"{question}vastaa/"):
        page.goto(path)
        page.evaluate(axe_source)
        violations[path] = page.evaluate(RUN_AXE, RULES)
    page.get_by_role("button", name="Lähetä vastaus").click()
    page.get_by_text("Kirjoita vastauksesi.").wait_for()
    page.evaluate(axe_source)
    violations["error"] = page.evaluate(RUN_AXE, RULES)

    assert violations == {seen: [] for seen in violations}
