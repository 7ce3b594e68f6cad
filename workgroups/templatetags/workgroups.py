"""How groups and memos read. Display only; nothing here queries."""

from django import template
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe

from services.templatetags.display import sentence
from services.translated import reader_language
from workgroups.markdown import to_html

register = template.Library()

#: The groups work in Finnish: what they write is marked so on a page in another language.
WORKING_LANGUAGE = "fi"


@register.simple_tag
def work_lang() -> SafeString:
    """` lang="fi"` on a page in another language, for what people of a group have written."""
    return mark_safe("" if reader_language() == WORKING_LANGUAGE else f' lang="{WORKING_LANGUAGE}"')  # noqa: S308


@register.filter
def memo_text(text) -> SafeString:
    """The small Markdown of a memo as HTML."""
    return to_html(str(text or ""))


@register.filter
def long_weekday(value) -> str:
    """Keskiviikko"""
    return sentence(formats.date_format(value, "l")) if value else ""


@register.filter
def clock(value) -> str:
    """13.00 in Finnish and Swedish, 13:00 in English."""
    if not value:
        return ""
    return value.strftime("%H:%M" if reader_language() == "en" else "%H.%M")


@register.simple_tag
def times(start, end) -> str:
    """13.00–15.30; 13.00 where the end is not known, nothing where neither is."""
    return f"{clock(start)}–{clock(end)}" if start and end else clock(start)


@register.filter
def lines(text) -> list[str]:
    """The lines of a text that are not empty, without the signs of a list."""
    return [
        line.strip().lstrip("-•* ").strip() for line in str(text or "").splitlines() if line.strip("-•* \t")
    ]
