"""What the index holds of a service's texts: each term with the class of the best place it stands in.

A: the name, and what a service tells itself of its theme. B: parts of compounds in the name, and the themes.
C: the description, for whom, and the languages spoken. D: parts of compounds there, and the organization. A
term of the name also stands with `=` before it, so that common words can be searched in names alone; so do
signs of what a service is (`violence.marks_of`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.models import Audience, Service, Theme
from services.search.analysis import LONGEST, analyse, tokenise
from services.search.languages import language_words
from services.search.stop_words import STOP_WORDS
from services.search.violence import marks_of
from services.translated import LANGUAGES

#: The sign before a term of a name.
IN_NAME = "="


@dataclass
class Document:
    """The terms of one service with their classes; `shown` tells how words are written."""

    classes: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    in_name: set[str] = field(default_factory=set)
    #: What a service is besides its words: stands behind the same sign as a name.
    marks: set[str] = field(default_factory=set)

    def add_name(self, text: str, language: str) -> None:
        """Take in a name; names come before all other texts."""
        self.add(text, language, "A", "B")
        self.in_name.update(self.classes)

    def add(self, text: str, language: str, words: str, parts: str) -> None:
        """Take in a text: its words in class `words`, the parts of its compounds in class `parts`."""
        silent = STOP_WORDS[language]
        for token in tokenise(text):
            if token.text in silent:
                continue
            terms = analyse(token.text, language)
            for term in (*terms.words, *terms.verbs):
                self._put(term, words)
            for term in terms.parts:
                self._put(term, parts)
            if terms.shown:
                self.shown.setdefault(terms.words[0], terms.shown[:LONGEST])
            for term in terms.words[1:]:
                self.shown.setdefault(term, token.text[:LONGEST])

    def _put(self, term, its_class):
        if term not in self.classes or its_class < self.classes[term]:
            self.classes[term] = its_class

    def take_in(self, other: "Document") -> None:
        """Add the terms of a theme or an audience, each in its class there.

        What a service tells itself of its theme stands in the class of a name: it is about that first of all.
        """
        for term, its_class in other.classes.items():
            self._put(term, "A" if its_class == "B" and self.classes.get(term) == "C" else its_class)
        for term, shown in other.shown.items():
            self.shown.setdefault(term, shown)

    def vector(self) -> str:
        """The terms as PostgreSQL reads a tsvector; one place a term, since only the class counts."""
        found = [f"'{term}':1{its_class}" for term, its_class in self.classes.items()]
        in_name = [f"'{IN_NAME}{term}':1" for term in self.in_name | self.marks]
        return " ".join(found + in_name)


def read_documents(service_ids: Iterable[int]) -> dict[int, Document]:
    """The documents of the published ones of these services."""
    ids = list(service_ids)
    documents = {}
    rows = (
        Service.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .values_list(
            "pk", "languages", *_text_columns(""), *(f"organization__name_{code}" for code in LANGUAGES)
        )
    )
    for pk, spoken, *texts in rows.iterator(chunk_size=2000):
        documents[pk] = document = Document()
        for (name, language), text in zip(_COLUMNS, texts, strict=True):
            if not text:
                continue
            if name == "name":
                document.add_name(text, language)
            elif name == "organization":
                document.add(text, language, "D", "D")
            else:
                document.add(text, language, "C", "D")
        for code in spoken:
            for text, language in language_words(code):
                document.add(text, language, "C", "D")
        first = [text for (name, _), text in zip(_COLUMNS, texts, strict=True) if name in _AT_FIRST]
        document.marks = marks_of(first, texts)
    _add_terms(documents, Service.themes.through, "theme", _theme_documents)
    _add_terms(documents, Service.audiences.through, "audience", _audience_documents)
    return documents


#: Where a service says for whom it is.
_AT_FIRST = ("name", "summary")
_SERVICE_TEXTS = ("name", "summary", "description", "eligibility_description")


def _text_columns(prefix):
    return [f"{prefix}{name}_{code}" for name in _SERVICE_TEXTS for code in LANGUAGES]


_COLUMNS = [(name, code) for name in (*_SERVICE_TEXTS, "organization") for code in LANGUAGES]


def _theme_documents(ids):
    return _term_documents(Theme.objects.filter(pk__in=ids), "B", "B", "C")


def _audience_documents(ids):
    """Whom a service is for; "everybody" says nothing."""
    narrow = Audience.objects.exclude(slug__in=Audience.GENERAL_SLUGS)
    return _term_documents(narrow.filter(pk__in=ids), "C", "D", "D")


def _term_documents(rows, words, parts, synonyms):
    found = {}
    for row in rows:
        document = found[row.pk] = Document()
        for code in LANGUAGES:
            document.add(getattr(row, f"name_{code}"), code, words, parts)
            document.add(" ".join(getattr(row, f"synonyms_{code}")), code, synonyms, "D")
    return found


def _add_terms(documents, through, name, read):
    links = list(through.objects.filter(service__in=list(documents)).values_list("service_id", f"{name}_id"))
    terms = read({term_id for _, term_id in links})
    for service_id, term_id in links:
        if (source := terms.get(term_id)) is not None:
            documents[service_id].take_in(source)
