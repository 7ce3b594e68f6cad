"""The look as it was promised: contrasts from the style sheet itself, shapes, what no page may hold."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from services.templatetags import display
from services.translated import LocalText

STYLES = (settings.BASE_DIR / "static/css/site.css").read_text()
SCRIPT = (settings.BASE_DIR / "static/js/site.js").read_text()
TEMPLATES = [
    path for path in Path(settings.BASE_DIR / "templates").rglob("*.html") if "admin" not in path.parts
]

GROUNDS = ["ground", "surface", "sand", "mist", "tier-1-tint", "tier-2-tint", "tier-3-tint"]
SCHEMES = ["light", "dark"]


def tokens(scheme):
    """The colours of one scheme, by name: the first block is light, the one for dark screens changes it."""
    found = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", STYLES.split("@media screen and")[0]))
    if scheme == "dark":
        dark = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", STYLES, re.DOTALL).group(1)
        found |= dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", dark))
    return found


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.2: from 1 to 21."""
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "least"), [("text", 11.2), ("soft", 7.0), ("action", 7.0), ("tier-3-ink", 7.0), ("edge", 3.0)]
)
def test_inks_are_legible_on_every_ground_and_tint(scheme, ink, least):
    colours = tokens(scheme)

    weak = {ground: round(contrast(colours[ink], colours[ground]), 2) for ground in GROUNDS}

    assert {ground: ratio for ground, ratio in weak.items() if ratio < least} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((f"tier-{tier}-ink", f"tier-{tier}-tint") for tier in (1, 2, 3)),
        ("on-action", "action"),
        ("ground", "text"),
    ],
)
def test_words_on_their_own_colour_are_legible(scheme, ink, ground):
    colours = tokens(scheme)

    assert contrast(colours[ink], colours[ground]) >= 7.0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_fields_stand_out_from_page_and_sheet(scheme):
    colours = tokens(scheme)

    assert min(contrast(colours["edge"], colours[ground]) for ground in ("ground", "surface")) >= 3.4


def test_each_tier_has_a_shape_of_its_own_hidden_from_screen_readers():
    shapes = [render_to_string("components/_shape.html", {"tier": tier}) for tier in (1, 2, 3)]

    assert [re.search(r"<(circle|path|rect)", shape).group(1) for shape in shapes] == [
        "circle",
        "path",
        "rect",
    ]
    assert all('aria-hidden="true"' in shape for shape in shapes)


def test_tier_mark_says_the_tier_in_words():
    assert "Kun on vaikeaa" in render_to_string(
        "components/_tier.html", {"tier": 3, "label": "Kun on vaikeaa"}
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son\w+=\"|javascript:|hx-on|\|safe\b", text)
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_links_to_other_sites_tell_them_nothing(path):
    elsewhere = r"https?:|\{\{ (?:site\.exit_url|service\.(?:source_)?url|\w+\.website|link\.url) \}\}"
    links = re.findall(rf'<a [^>]*href="(?:{elsewhere})[^>]*>', path.read_text())

    assert [link for link in links if 'rel="noreferrer noopener"' not in link] == []


def test_styles_and_script_ask_nothing_of_other_hosts_and_keep_nothing():
    assert not re.search(r"url\(|@import|@font-face|https?:", STYLES)
    assert not re.search(r"setItem|sessionStorage|cookie|https?:", SCRIPT)  # at sign-out it only takes away


def test_every_space_colour_and_corner_that_is_used_is_defined():
    used = set(re.findall(r"var\(--([\w-]+)", STYLES))
    defined = set(re.findall(r"--([\w-]+):", STYLES))

    assert used - defined == set()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_failure_pages_need_neither_context_nor_database(name):
    page = render_to_string(name)

    assert 'href="tel:112"' in page
    assert 'lang="sv"' in page
    assert 'lang="en"' in page


@pytest.mark.parametrize(
    ("written", "read", "address"),
    [
        ("+35830001234", "03 000 1234", "tel:+35830001234"),
        ("+358 50 123 4567", "050 123 4567", "tel:+358501234567"),
        ("09 2525 0111", "09 2525 0111", "tel:+358925250111"),
        ("080 005 005", "080 005 005", "tel:+35880005005"),
        ("0800 92277", "0800 92277", "tel:+35880092277"),
        ("+358925250111", "09 2525 0111", "tel:+358925250111"),
        ("116117", "116 117", "tel:116117"),
        ("116 111", "116 111", "tel:116111"),
        ("112", "112", "tel:112"),
        ("+46 8 123 456", "+46 8 123 456", "tel:+468123456"),
    ],
)
def test_phone_numbers_read_as_finns_write_them_and_call_from_any_phone(written, read, address):
    assert display.phone(written).replace(display.NBSP, " ") == read
    assert " " not in display.phone(written)
    assert display.tel(written) == address


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("klo 17.30", "klo_17.30"),
        ("Esimerkkiperheet ry", "Esimerkkiperheet_ry"),
        ("Kuvitelmakuja 5, Tampere", "Kuvitelmakuja_5, Tampere"),
        ("Apua eroon -chat", "Apua eroon_‑chat"),
        ("Eron jälkeen -vertaisryhmä", "Eron jälkeen ‑vertaisryhmä"),
    ],
)
def test_words_that_belong_together_stay_on_one_line(text, kept):
    assert display.tidy(text) == kept.replace("_", display.NBSP)


def test_days_are_written_without_leading_zeros():
    day = datetime.date(2026, 3, 5)

    assert display.day(day) == "5.3.2026"
    assert display.short_day(day) == "5.3."
    assert display.day(None) == ""


def test_large_numbers_and_distances_never_break():
    assert display.number(5635971) == f"5{display.NBSP}635{display.NBSP}971"
    assert display.kilometres(24.4) == f"24{display.NBSP}km"
    assert display.kilometres(3.44) == f"3,4{display.NBSP}km"
    assert display.kilometres(None) == ""


def test_text_in_another_language_says_so():
    template = Template("{% load display %}<p{% lang text %}>{{ text }}</p>")

    assert template.render(Context({"text": LocalText("Stöd", "sv", "sv")})) == '<p lang="sv">Stöd</p>'
    assert template.render(Context({"text": LocalText("Tuki", "fi")})) == "<p>Tuki</p>"


def test_structured_data_cannot_end_its_own_block():
    block = display.json_ld({"name": "</script><b>&"})

    assert block.count("<") == 2
    assert "\\u003C/script\\u003E" in block
