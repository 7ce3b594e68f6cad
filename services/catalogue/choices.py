"""Values that are one of a few words, and lists."""

from collections.abc import Iterable, Mapping

from services.catalogue.fields import Field, Plain, Wrong, check_languages, either, quoted
from services.translated import LANGUAGES


class Choice(Field):
    """One of a few words. `default` is what an absent key means; `codes` maps words to stored values."""

    def __init__(
        self, words: Iterable[str], default: str | None = None, codes: Mapping | None = None, **options
    ):
        super().__init__(**options)
        self.words = list(words)
        self.default = default
        self.codes = codes or {word: word for word in self.words}
        self.words_by_code = {code: word for word, code in self.codes.items()}

    def read(self, value):
        if value not in self.words:
            raise Wrong(f"{quoted(value)} is not known; expected {either(self.words)}")
        return None if value == self.default else value

    def describe(self, row, keys):
        word = self.words_by_code.get(getattr(row, self.column))
        return None if word == self.default else word

    def assign(self, row, value, keys):
        setattr(row, self.column, self.codes.get(value if value is not None else self.default, ""))


class ListOf(Field):
    """A list, each item read by `read_item`; what repeats is dropped."""

    def read(self, value):
        if not isinstance(value, list):
            raise Wrong(f"{quoted(value)} is not a list; expected one in square brackets")
        items, problems = [], []
        for number, item in enumerate(value):
            try:
                items.append(self.read_item(item))
            except Wrong as wrong:
                problems += wrong.under(f"[{number}]")
        if problems:
            raise Wrong(problems)
        return self.arrange(items) or None

    def read_item(self, item):
        raise NotImplementedError

    def arrange(self, items: list) -> list:
        return list(dict.fromkeys(items))

    def describe(self, row, keys):
        return self.arrange(getattr(row, self.column)) or None

    def assign(self, row, value, keys):
        setattr(row, self.column, value or [])


class Choices(ListOf):
    """Some of a few words."""

    def __init__(self, words: Iterable[str], codes: Mapping | None = None, **options):
        super().__init__(**options)
        self.choice = Choice(words, codes=codes)

    def read_item(self, item):
        return self.choice.read(item)

    def describe(self, row, keys):
        words = (self.choice.words_by_code.get(code) for code in getattr(row, self.column))
        return self.arrange([word for word in words if word]) or None

    def assign(self, row, value, keys):
        setattr(row, self.column, [self.choice.codes[word] for word in value or []])


class Words(ListOf):
    """Short texts; `pattern` with `expected` narrows them."""

    def __init__(self, limit: int, pattern: str = "", expected: str = "", **options):
        super().__init__(**options)
        self.word = Plain(limit, pattern, expected)

    def read_item(self, item):
        if word := self.word.read(item):
            return word
        raise Wrong("an empty text says nothing; expected a word")


class Synonyms(Field):
    """Lists of words by language; a bare list means Finnish."""

    words = Words(100)

    def read(self, value):
        if isinstance(value, list):
            value = {"fi": value}
        if not isinstance(value, Mapping):
            raise Wrong(
                f'{quoted(value)} is no list of words; expected {{"fi": ["…"], "sv": ["…"], "en": ["…"]}}'
            )
        check_languages(value)
        found, problems = {}, []
        for language in LANGUAGES:
            try:
                found[language] = self.words.read(value.get(language) or [])
            except Wrong as wrong:
                problems += wrong.under(language)
        if problems:
            raise Wrong(problems)
        return {language: words for language, words in found.items() if words} or None

    def describe(self, row, keys):
        lists = {language: getattr(row, f"{self.column}_{language}") for language in LANGUAGES}
        return {language: list(dict.fromkeys(words)) for language, words in lists.items() if words} or None

    def assign(self, row, value, keys):
        for language in LANGUAGES:
            setattr(row, f"{self.column}_{language}", (value or {}).get(language, []))
