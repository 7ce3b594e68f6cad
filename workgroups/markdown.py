"""The texts of memos: a small part of Markdown, made into HTML that can hold nothing else.

Bold, italic, lists, links and headings. A line that ends is a line that ends. Everything else stands as it
was typed; nothing in a text decides who reads it.
"""

import functools
import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ALLOWED_ADDRESS = re.compile(rf"(?:{'|'.join(sorted(SCHEMES))}):", re.IGNORECASE)
TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "h4"})
_ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}}
#: A heading stands below the title of its item, which is an h3, however many signs it was given.
_HEADING = "h4"


def to_html(text: str) -> SafeString:
    """The HTML of `text`; it is safe, whatever was typed."""
    html = nh3.clean(
        _parser().render(text),
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel="noreferrer noopener",
    )
    return mark_safe(html)  # noqa: S308 (nh3 has let nothing through but the tags above)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True})
    parser.enable(["emphasis", "escape", "heading", "link", "list", "newline"])
    parser.validateLink = lambda url: bool(_ALLOWED_ADDRESS.match(url.strip()))
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


def _heading(renderer, tokens, index, options, env):
    tokens[index].tag = _HEADING
    return renderer.renderToken(tokens, index, options, env)
