"""Texts in Finnish, Swedish and English: explicit columns and one small fallback."""

from collections.abc import Mapping

from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("fi", "sv", "en")
LANGUAGE_NAMES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


class LocalText(str):
    """A text as one reader sees it; `lang` is the language it is written in.

    `foreign` is that language when it differs from the reader's own, else "": what the
    `lang` attribute of the element that shows the text needs.
    """

    __slots__ = ("foreign", "lang")

    def __new__(cls, text, lang="", foreign=""):
        instance = super().__new__(cls, text)
        instance.lang = lang
        instance.foreign = foreign
        return instance


def reader_language() -> str:
    """The language of the page that is being made: "fi", "sv" or "en"."""
    language = (get_language() or "fi")[:2]
    return language if language in LANGUAGES else "fi"


def pick(texts: Mapping[str, str]) -> LocalText:
    """Choose from `texts` (language: text) the reader's own, else fi, sv, en in this order."""
    own = reader_language()
    for language in (own, *LANGUAGES):
        if text := texts.get(language):
            return LocalText(text, language, "" if language == own else language)
    return LocalText("")


def joined(*texts) -> LocalText:
    """The texts that are there with commas between, in the language of the first."""
    found = [text for text in texts if text]
    first = found[0] if found else ""
    return LocalText(", ".join(found), getattr(first, "lang", ""), getattr(first, "foreign", ""))


class Translated:
    """Three columns `<name>_fi`, `<name>_sv`, `<name>_en`, read as one through `<name>`.

    `name = Translated(models.CharField, _("name"), max_length=100)` adds the columns to the
    model; `instance.name` is then a `LocalText` in the reader's language or the first that
    there is; `Translated.texts(instance, "name")` gives all that there are.
    """

    def __init__(self, field_class, verbose_name, **options):
        self.field_class = field_class
        self.verbose_name = verbose_name
        self.options = options

    def contribute_to_class(self, cls, name):
        self.name = name
        for language in LANGUAGES:
            label = format_lazy("{} ({})", self.verbose_name, LANGUAGE_NAMES[language])
            column = self.field_class(label, blank=True, default="", **self.options)
            cls.add_to_class(f"{name}_{language}", column)
        setattr(cls, name, self)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return pick(self.texts(instance, self.name))

    @staticmethod
    def texts(instance, name) -> dict[str, str]:
        """The languages that have a text, in the order fi, sv, en."""
        found = {language: getattr(instance, f"{name}_{language}") for language in LANGUAGES}
        return {language: text for language, text in found.items() if text}


def columns(name: str) -> list[str]:
    """The three column names of a translated text, for forms and searches."""
    return [f"{name}_{language}" for language in LANGUAGES]


def has_text(name: str) -> models.Q:
    """The condition that a translated text exists in at least one language."""
    condition = models.Q()
    for column in columns(name):
        condition |= ~models.Q(**{column: ""})
    return condition


def shown(name: str, language: str):
    """Expression: what a reader of `language` sees of a translated text."""
    order = [language, *(other for other in LANGUAGES if other != language)]
    parts = [NullIf(f"{name}_{code}", models.Value("")) for code in order]
    return Coalesce(*parts, models.Value(""))


class FinnishOrder(models.Func):
    """A key that sorts under COLLATE "C" as Finns expect: … z å ä ö, capitals ignored.

    There may be no ICU in the database; `{`, `|` and `}` follow z in ASCII. The capitals are
    turned first, because lower() leaves them alone in a server with the plain C locale.
    """

    template = (
        "translate(lower(translate(%(expressions)s, 'ÅÄÖÆØÜÉÈŠŽ', 'åäöæøüéèšž')), 'åäöæøüéèšž', '{|}|}yeesz')"
    )
    output_field = models.CharField()


def sort_column(name: str, language: str, max_length: int = 300) -> models.GeneratedField:
    """A stored sort key of a translated text for readers of `language`."""
    return models.GeneratedField(
        expression=FinnishOrder(shown(name, language)),
        output_field=models.CharField(max_length=max_length, db_collation="C"),
        db_persist=True,
    )


_ORDER = str.maketrans("åäöæøüéèšž", "{|}|}yeesz")


def finnish_order(text: str) -> str:
    """The same key in Python, for short lists that are sorted after translation."""
    return text.lower().translate(_ORDER)
