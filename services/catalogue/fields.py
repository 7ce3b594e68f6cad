"""The values of a line: each field reads one, checks it kindly, and writes it back the same way.

A field turns what stands in a file into its canonical form (the one that a dump writes), or
raises `Wrong` with a sentence that says what is wrong and what was expected. Absent is `None`.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from services.translated import LANGUAGES, columns

#: The limit of a text for which the format names none.
TEXT_LIMIT = 500
_LANGUAGE_WORDS = {"fi": "Finnish", "sv": "Swedish", "en": "English"}
_SCHEMES = ("http", "https", "mailto", "tel")
# Controls but tab and newline, the bidirectional controls (Unicode, Bidi_Control), half surrogates.
_UNSAFE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Wrong(Exception):
    """What is wrong with a value: pairs of a path below it ("" is the value itself) and a sentence."""

    def __init__(self, problems: str | Iterable[tuple[str, str]]):
        self.problems = [("", problems)] if isinstance(problems, str) else list(problems)
        super().__init__("; ".join(text for _path, text in self.problems))

    def under(self, path: str) -> list[tuple[str, str]]:
        """The problems as seen from above, where the value stands at `path`."""
        return [
            (path + ("." + below if below[:1] not in ("", "[") else below), text)
            for below, text in self.problems
        ]


def quoted(value) -> str:
    """A value as a sentence shows it, on one line and not too long."""
    text = printable(value if isinstance(value, str) else repr(value))
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def printable(text: str) -> str:
    """A text on one line, with a mark for each character that no terminal should get."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", " ")


def either(words: Iterable[str]) -> str:
    """ "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def tidy(text: str) -> str:
    """A text without blanks round it and with plain line ends, as forms and files may send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_text(value, limit: int = TEXT_LIMIT, what: str = "the text") -> str:
    """The tidy text; raises `Wrong` when it is none, holds what no text should, or is too long."""
    if not isinstance(value, str):
        raise Wrong(f"{quoted(value)} is not a text; expected a text in quotation marks")
    text = tidy(value)
    if found := _UNSAFE.search(text):
        raise Wrong(
            f"{what} holds the invisible character U+{ord(found[0]):04X}; expected visible characters only"
        )
    if len(text) > limit:
        raise Wrong(f"{what} has {len(text)} characters; at most {limit} are allowed")
    return text


class Field:
    """One key of a line. `column` is the model's attribute when it is not called like the key."""

    def __init__(self, column: str = "", *, required: bool = False):
        self.column = column
        self.required = required

    def read(self, value):
        """The canonical form, or None where the value says nothing. Raises `Wrong`."""
        raise NotImplementedError

    def resolve(self, value, source: str, keys):
        """The canonical form once what it refers to is found. Raises `Wrong` where there is nothing."""
        return value

    def describe(self, row, keys):
        """The canonical form of what a row holds, or None."""
        return getattr(row, self.column) or None

    def assign(self, row, value, keys):
        """Write the canonical form (None: absent) to a row that is not saved yet."""
        setattr(row, self.column, "" if value is None else value)


class Text(Field):
    """A text in up to three languages; a plain string means Finnish."""

    def __init__(self, limit: int = TEXT_LIMIT, **options):
        super().__init__(**options)
        self.limit = limit

    def read(self, value):
        return read_texts(value, self.limit)

    def describe(self, row, keys):
        texts = {language: tidy(getattr(row, f"{self.column}_{language}")) for language in LANGUAGES}
        return {language: text for language, text in texts.items() if text} or None

    def assign(self, row, value, keys):
        for language, column in zip(LANGUAGES, columns(self.column), strict=True):
            setattr(row, column, (value or {}).get(language, ""))


def read_texts(value, limit: int = TEXT_LIMIT) -> dict[str, str] | None:
    if isinstance(value, str):
        value = {"fi": value}
    if not isinstance(value, Mapping):
        raise Wrong(f'{quoted(value)} is not a text; expected a text or {{"fi": "…", "sv": "…", "en": "…"}}')
    check_languages(value)
    texts = {
        language: clean_text(value[language], limit, f"the {_LANGUAGE_WORDS[language]} text")
        for language in LANGUAGES
        if value.get(language) is not None
    }
    return {language: text for language, text in texts.items() if text} or None


def check_languages(value: Mapping):
    """Raises `Wrong` when a key is no language of the site."""
    for language in value:
        if language not in LANGUAGES:
            raise Wrong(f"{quoted(language)} is no language of the catalogue; expected fi, sv or en")


class Plain(Field):
    """A text that is not translated; `pattern` with `expected` narrows it."""

    def __init__(self, limit: int = TEXT_LIMIT, pattern: str = "", expected: str = "", **options):
        super().__init__(**options)
        self.limit = limit
        self.pattern = re.compile(pattern) if pattern else None
        self.expected = expected

    def read(self, value):
        text = clean_text(value, self.limit)
        if text and self.pattern and not self.pattern.fullmatch(text):
            raise Wrong(f"{quoted(text)} does not fit; expected {self.expected}")
        return text or None

    def describe(self, row, keys):
        return tidy(getattr(row, self.column)) or None


def phone_number(**options) -> Plain:
    """A number in any usual writing, short and national ones too."""
    return Plain(
        30,
        r"\+?[0-9(][0-9 ()/.-]+",
        "digits with spaces, such as 080 005 005, 112 or +358401234567",
        **options,
    )


class Email(Plain):
    def __init__(self, **options):
        super().__init__(254, **options)

    def read(self, value):
        text = super().read(value)
        try:
            if text:
                validate_email(text)
        except ValidationError as error:
            raise Wrong(
                f"{quoted(text)} is not an e-mail address; expected one such as info@example.org"
            ) from error
        return text


class Url(Plain):
    """An address that a page may link to."""

    def read(self, value):
        text = super().read(value)
        if text:
            check_url(text)
        return text


def check_url(text: str):
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in _SCHEMES and bool(
            parts.hostname if parts.scheme.startswith("http") else parts.path
        )
    except ValueError:
        is_good = False
    if not is_good or re.search(r"[\s<>\"\\]", text):
        raise Wrong(
            f"{quoted(text)} is not a web address; expected one that begins with https://, mailto: or tel:"
        )


class Flag(Field):
    def read(self, value):
        if not isinstance(value, bool):
            raise Wrong(
                f"{quoted(value)} is neither true nor false; expected one of them, without quotation marks"
            )
        return value or None

    def assign(self, row, value, keys):
        setattr(row, self.column, bool(value))


class YesNo(Flag):
    """Yes, no, or nobody said."""

    def read(self, value):
        super().read(value)
        return value

    def describe(self, row, keys):
        return getattr(row, self.column)

    def assign(self, row, value, keys):
        setattr(row, self.column, value)


class Number(Field):
    """A whole number between two bounds."""

    def __init__(self, least: int, most: int, unit: str = "", **options):
        super().__init__(**options)
        self.least, self.most = least, most
        self.unit = f" of {unit}" if unit else ""

    def read(self, value):
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            bounds = f"from {self.least} to {self.most}"
            raise Wrong(f"{quoted(value)} does not fit; expected a whole number{self.unit} {bounds}")
        return value

    def describe(self, row, keys):
        return getattr(row, self.column)

    def assign(self, row, value, keys):
        setattr(row, self.column, value)


class Degrees(Number):
    """A latitude or longitude."""

    def read(self, value):
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not self.least <= value <= self.most
        ):
            raise Wrong(f"{quoted(value)} does not fit; expected degrees from {self.least} to {self.most}")
        return float(value)
