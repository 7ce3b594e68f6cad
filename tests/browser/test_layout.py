"""Pages fit any screen, zoom, colour setting and paper, and fingers."""

import pytest

from tests.browser.pages import KINDS, NARROWEST, PHONE, WIDE, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"
# Names of what reaches over the right edge; empty when nothing scrolls sideways.
WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const all = [...document.body.querySelectorAll("*")];
  const wide = all.filter(e => !e.closest("svg") && e.getBoundingClientRect().right > width + .5);
  const smallest = wide.filter(e => !wide.some(other => other !== e && e.contains(other)));
  return smallest.map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
}"""
# What clips its own text, other than what only screen readers get.
CUT = """() => [...document.body.querySelectorAll("*")].filter(e => {
  const style = getComputedStyle(e);
  return style.display !== "inline" && style.overflow !== "visible" && e.checkVisibility()
    && !e.matches(".visually-hidden, option, input, svg")
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
# Every control that is seen, with the size of what takes the finger, and whether it stands alone. A link in
# a sentence is left out, as WCAG 2.2 (2.5.8) does: it is inline, and its parent has words of its own.
TARGETS = """() => {
  const found = [];
  const controls = document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])");
  for (const control of controls) {
    const target = control.closest("label.option") ?? control;
    if (!target.checkVisibility({visibilityProperty: true}) || target.closest("svg, .skip")) continue;
    const words = [...control.parentElement.childNodes].filter(n => n !== control && n.textContent.trim());
    const isInline = getComputedStyle(control).display === "inline";
    const isTitle = control.closest("h2, h3");
    if (isInline && words.length && !isTitle) continue;
    const {width, height} = target.getBoundingClientRect();
    if (width) found.push({
      what: `${control.tagName}.${control.className}: ${control.textContent.trim().slice(0, 40)}`,
      size: Math.round(Math.min(width, height)), height: Math.round(height),
      standsAlone: Boolean(isTitle) || !isInline,
    });
  }
  return found;
}"""


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_wider_than_the_narrowest_phone(name, new_page, site):
    page = new_page(viewport=NARROWEST)
    page.goto(site + path_of(name))
    closed = page.evaluate(WIDER_THAN_THE_SCREEN)
    page.evaluate(OPEN_ALL)

    assert (closed, page.evaluate(WIDER_THAN_THE_SCREEN)) == ([], [])


@pytest.mark.parametrize("name", KINDS)
def test_letters_of_double_size_fit_a_laptop_and_are_cut_nowhere(name, page, site):
    page.goto(site + path_of(name))
    page.evaluate("document.documentElement.style.fontSize = '225%'")  # the root is 112.5 %
    page.evaluate(OPEN_ALL)
    wider = page.evaluate(WIDER_THAN_THE_SCREEN)
    cut = {}
    for viewport in (WIDE, PHONE):
        page.set_viewport_size(viewport)
        cut[viewport["width"]] = page.evaluate(CUT)

    assert (wider, cut) == ([], {1280: [], 360: []})


@pytest.mark.parametrize("name", KINDS)
def test_fingers_hit_every_control_on_a_phone(name, phone, site):
    phone.goto(site + path_of(name))
    phone.evaluate(OPEN_ALL)
    targets = phone.evaluate(TARGETS)

    assert [target for target in targets if target["size"] < 24] == []
    assert [target for target in targets if target["height"] < 44 and target["standsAlone"]] == []


def test_who_wants_less_motion_gets_none(new_page, site):
    page = new_page(reduced_motion="reduce")
    page.goto(site + path_of("search"))
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(e => {
          const {transitionDuration, animationName} = getComputedStyle(e);
          return parseFloat(transitionDuration) > 0 || animationName !== "none";
        }).length"""
    )

    assert moving == 0


def test_forced_colours_keep_edges_ticks_and_shapes(new_page, site):
    page = new_page(viewport=WIDE, forced_colors="active")
    page.goto(site + path_of("search-narrowed"))
    look = page.evaluate(
        """() => {
          const style = (selector) => getComputedStyle(document.querySelector(selector));
          const canvas = getComputedStyle(document.body).backgroundColor;
          return {
            "button": style(".button").borderTopStyle,
            "field": style(".field").borderTopStyle,
            "leave": style(".leave").borderTopStyle,
            "chip": style(".chip").borderTopStyle,
            "tier mark": style(".card .tier").borderTopStyle,
            "ticked box is the system's own": style(".box:checked").appearance,
            "shape is seen": style(".card .shape").fill !== canvas,
          };
        }"""
    )

    edges = dict.fromkeys(["button", "field", "leave", "chip", "tier mark"], "solid")
    assert look == edges | {"ticked box is the system's own": "auto", "shape is seen": True}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("front", ["h1", ".door h2", ".crisis a"]),
        ("search", ["h1", ".card h2", ".card .tier .shape", ".card [href^='tel:']"]),
        ("service", ["h1", ".sheet [href^='tel:']", ".hours", ".crisis a"]),
        ("municipality", ["h1", ".tier-rows h2"]),
        ("traces", ["h1", ".prose h2"]),
    ],
)
def test_paper_shows_the_matter_without_head_foot_and_filters(name, kept, page, site):
    page.emulate_media(media="print")
    page.goto(site + path_of(name))
    seen = [selector for selector in kept if page.locator(f"main {selector}").first.is_visible()]
    waste = page.locator(".site-head, .site-foot, .skip, .filters, .search, .search-fold, .chips, .paging")

    assert seen == kept
    assert waste.filter(visible=True).count() == 0


def test_each_tier_has_a_shape_of_its_own_beside_its_words(page, site):
    page.goto(site + path_of("front"))
    doors = page.locator(".door h2")
    shapes = [doors.nth(i).locator("svg > *").evaluate("e => e.tagName") for i in range(3)]

    assert shapes == ["circle", "path", "rect"]
    assert doors.all_inner_texts() == ["Kaikille perheille", "Kun jokin huolettaa", "Kun on vaikeaa"]


def test_every_tier_mark_of_a_list_has_the_shape_of_its_words(page, site):
    page.goto(site + path_of("search"))
    marks = page.locator(".card .tier").evaluate_all(
        "marks => marks.map(mark => [mark.querySelector('svg > *').tagName, mark.textContent.trim()])"
    )

    assert len(marks) == 20
    assert set(map(tuple, marks)) <= {
        ("circle", "Kaikille perheille"),
        ("path", "Kun jokin huolettaa"),
        ("rect", "Kun on vaikeaa"),
    }
