"""What the index holds of a service's texts: each term with the class of the best place it stands in.

A: the name, and what a service tells itself of its theme. B: parts of compounds in the name, and the themes.
C: the description, for whom, and the languages spoken. D: parts of compounds there, and the organization. A
term of the name also stands with `=` before it, so that common words can be searched in names alone; so do
signs of what a service is (`violence.marks_of`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.db.models import OuterRef

from services.models import Audience, Service, Theme
from services.rows import gather
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
    """The documents of the published ones of these services; one query."""
    own = OuterRef("pk")
    # "Everybody" says nothing of whom a service is for.
    narrow = Audience.objects.exclude(slug__in=Audience.GENERAL_SLUGS).order_by().filter(services=own)
    rows = (
        Service.objects.published()
        .filter(pk__in=list(service_ids))
        .order_by()
        .annotate(
            their_themes=gather(Theme.objects.order_by().filter(services=own), *_TERM_TEXTS),
            their_audiences=gather(narrow, *_TERM_TEXTS),
        )
        .values_list("pk", "languages", "their_themes", "their_audiences", *_TEXTS)
    )
    documents = {}
    for pk, spoken, themes, audiences, *texts in rows:
        documents[pk] = document = _document(texts)
        for code in spoken:
            document.take_in(_language_document(code))
        for theme in themes:
            document.take_in(_term_document("B", "B", "C", *_texts_of_term(theme)))
        for audience in audiences:
            document.take_in(_term_document("C", "D", "D", *_texts_of_term(audience)))
    return documents


#: Where a service says for whom it is.
_AT_FIRST = ("name", "summary")
_SERVICE_TEXTS = (*_AT_FIRST, "description", "eligibility_description")
_COLUMNS = [(name, code) for name in (*_SERVICE_TEXTS, "organization") for code in LANGUAGES]
_TEXTS = [
    f"organization__name_{code}" if name == "organization" else f"{name}_{code}" for name, code in _COLUMNS
]
_TERM_TEXTS = [f"{name}_{code}" for name in ("name", "synonyms") for code in LANGUAGES]


def _document(texts):
    """What a service tells itself; `texts` stand as `_COLUMNS`."""
    document = Document()
    for (name, language), text in zip(_COLUMNS, texts, strict=True):
        if not text:
            continue
        if name == "name":
            document.add_name(text, language)
        elif name == "organization":
            document.add(text, language, "D", "D")
        else:
            document.add(text, language, "C", "D")
    first = [text for (name, _), text in zip(_COLUMNS, texts, strict=True) if name in _AT_FIRST]
    document.marks = marks_of(first, texts)
    return document


def _texts_of_term(row):
    """The names of a theme or an audience and its synonyms, as texts in the three languages."""
    return (
        tuple(row[f"name_{code}"] for code in LANGUAGES),
        tuple(" ".join(row[f"synonyms_{code}"]) for code in LANGUAGES),
    )


@lru_cache(maxsize=512)
def _term_document(words, parts, synonym, names, synonyms) -> Document:
    """A theme or an audience: its names in the classes `words` and `parts`, its synonyms in `synonym`."""
    document = Document()
    for code, name, more in zip(LANGUAGES, names, synonyms, strict=True):
        document.add(name, code, words, parts)
        document.add(more, code, synonym, "D")
    return document


@cache
def _language_document(code) -> Document:
    """The names of a language that a service speaks."""
    document = Document()
    for text, language in language_words(code):
        document.add(text, language, "C", "D")
    return document
