"""The words of a text that a question met, marked; and the piece of a description that shows why.

Every piece is escaped by itself, so that nothing which people typed becomes markup.
"""

from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from services.search.analysis import analyse, compose, tokenise
from services.search.compounds import split

#: How many letters of a description stand round the first word that was met.
SNIPPET = 160
#: Beginning and end of a piece that was met.
Span = tuple[int, int]


def marked(text: str, terms: Collection[str], language: str) -> SafeString:
    """The text with `<mark>` round each word, or part of a compound, that answers one of the terms."""
    text = compose(str(text))
    return _with_marks(text, spans(text, terms, language), 0, len(text))


def snippet(text: str, terms: Collection[str], language: str) -> SafeString:
    """The piece of a text round the first words that were met, marked; "" when it holds none."""
    text = compose(str(text))
    found = spans(text, terms, language)
    if not found:
        return SafeString("")
    start, end = _piece(text, found[0])
    inside = [span for span in found if start <= span[0] and span[1] <= end]
    piece = _with_marks(text, inside, start, end)
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def spans(text: str, terms: Collection[str], language: str) -> list[Span]:
    """Where a text answers the terms: whole words, or the part of a compound that does."""
    found = []
    for token in tokenise(text) if terms else []:
        its = analyse(token.text, language or "fi")
        if any(term in terms for term in (*its.words, *its.verbs)):
            found.append((token.start, token.end))
        elif language == "fi" and any(part in terms for part in its.parts):
            found.append(_part_span(token, terms))
    return found


def _part_span(token, terms) -> Span:
    """The letters of the parts that were met: parisuhde of parisuhdeneuvonta; else the whole word."""
    at, hits = token.start, []
    for piece in token.text.split("-") if "-" in token.text else split(token.text):
        its = analyse(piece, "fi")
        if any(term in terms for term in (*its.words, *its.parts)):
            hits.append((at, at + len(piece)))
        at += len(piece) + ("-" in token.text)
    if not hits:
        return token.start, token.end
    return hits[0][0], hits[-1][1]


def _piece(text, span) -> Span:
    """A window round a span between words, from the beginning of a sentence where one is near."""
    start = max(0, span[0] - SNIPPET // 2)
    if (stop := text.rfind(". ", start, span[0])) >= 0:
        start = stop + 2
    elif start:
        start = text.find(" ", start, span[0]) + 1 or span[0]
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", span[1], end), span[1])
    return start, end


def _with_marks(text, found, start, end) -> SafeString:
    pieces, at = [], start
    for begin, stop in found:
        pieces += [("", text[at:begin], ""), (SafeString("<mark>"), text[begin:stop], SafeString("</mark>"))]
        at = stop
    pieces.append(("", text[at:end], ""))
    return format_html_join("", "{}{}{}", pieces)
