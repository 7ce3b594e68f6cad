"""The small Markdown of memos: what it knows, and that nothing else gets through."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workgroups.markdown import SCHEMES, TAGS, to_html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("**lihava** ja *kursiivi*", "<p><strong>lihava</strong> ja <em>kursiivi</em></p>"),
        ("rivi\ntoinen", "<p>rivi<br>\ntoinen</p>"),
        ("yksi\n\nkaksi", "<p>yksi</p>\n<p>kaksi</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. kolmas", '<ol start="3">\n<li>kolmas</li>\n</ol>'),
        ("# Otsikko", "<h4>Otsikko</h4>"),
        ("### Otsikko", "<h4>Otsikko</h4>"),
        (
            "[sivu](https://example.org/)",
            '<p><a href="https://example.org/" rel="noreferrer noopener">sivu</a></p>',
        ),
        (
            "[posti](mailto:a@example.org)",
            '<p><a href="mailto:a@example.org" rel="noreferrer noopener">posti</a></p>',
        ),
        ("", ""),
    ],
)
def test_the_small_part_is_known(typed, html):
    assert to_html(typed).strip() == html


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a](/palvelut/)",
        "| a | b |\n|---|---|",
        "`koodi`",
        "> lainaus",
        "---",
        "&lt;b&gt;",
        "https://example.org/",
    ],
)
def test_everything_else_stands_as_it_was_typed(typed):
    assert read(to_html(typed)) == ([], typed)


def test_a_link_has_no_title_that_could_hide_a_name():
    assert "Aino" not in to_html('[sivu](https://example.org/ "Aino")')


class Reader(HTMLParser):
    """Collects what is in a piece of HTML besides paragraphs and line breaks, and its text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return [each for each in reader.tags if each[0] not in ("p", "br")], reader.text.strip()


WORDS = [
    "<script>",
    "</p>",
    "<a",
    "href='",
    "javascript:",
    "](",
    "[",
    ")",
    "<",
    ">",
    '"',
    "&",
    "&#x6A;",
    "\\",
    "*",
    "**",
    "_",
    "`",
    "onerror=",
    "style=",
    "tel:",
    "![",
    "<!--",
    "-->",
    "data:text/html;base64,",
    "vbscript:",
    "https://example.org",
    "mailto:",
    "<svg/onload",
    "#",
    "-",
    "1.",
]
HOSTILE = st.sampled_from([*WORDS, " ", "\n", "\n\n", "    ", "\t", "\0", "\u202e"])


@given(st.lists(HOSTILE | st.text(max_size=5), max_size=30).map("".join))
def test_nothing_hostile_gets_through(typed):
    reader = Reader()
    reader.feed(to_html(typed))
    reader.close()

    for tag, attributes in reader.tags:
        assert tag in TAGS
        assert set(attributes) <= {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        if tag == "a":
            assert attributes["href"].split(":")[0].lower() in SCHEMES
            assert attributes["rel"] == "noreferrer noopener"
