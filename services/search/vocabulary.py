"""The words a reader chooses from: themes, audiences, networks and areas, in one query."""

from dataclasses import dataclass, field

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, Concat

from services.models import Area, Audience, Network, Theme
from services.translated import LANGUAGES, LocalText, finnish_order, pick


@dataclass(frozen=True)
class Word:
    slug: str
    name: LocalText


@dataclass
class Vocabulary:
    """Each list in the order of the reader's alphabet; areas also by slug."""

    themes: list[Word] = field(default_factory=list)
    audiences: list[Word] = field(default_factory=list)
    networks: list[Word] = field(default_factory=list)
    areas: dict[str, Area] = field(default_factory=dict)

    def of(self, facet: str) -> list[Word]:
        return {"theme": self.themes, "audience": self.audiences, "network": self.networks}[facet]


def load_vocabulary() -> Vocabulary:
    """Read the lists anew: they are a hundred short rows, and a coordinator's change shows at once."""
    found = Vocabulary()
    for list_name, slug, fi, sv, en, key in _rows():
        name = pick(dict(zip(LANGUAGES, (fi, sv, en), strict=True)))
        if list_name == "areas":
            kind, code = key.split(":")
            names = {"short_name_fi": fi, "short_name_sv": sv, "short_name_en": en}
            found.areas[slug] = Area(slug=slug, kind=kind, code=code, **names)
        else:
            getattr(found, list_name).append(Word(slug, name))
    for words in (found.themes, found.audiences, found.networks):
        words.sort(key=lambda word: finnish_order(word.name))
    return found


def _rows():
    parts = [
        _part(Theme.objects.all(), "themes", "name", Value("")),
        _part(Audience.objects.all(), "audiences", "name", Value("")),
        _part(Network.objects.order_by(), "networks", "name", Value("")),
        # A region with the municipalities of a county is searched as that county.
        _part(
            Area.objects.order_by(),
            "areas",
            "short_name",
            Concat(Coalesce("same_as__kind", F("kind")), Value(":"), Coalesce("same_as__code", F("code"))),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(queryset, list_name, text, key):
    return queryset.annotate(list_name=Value(list_name, output_field=CharField()), key=key).values_list(
        "list_name", "slug", *(f"{text}_{language}" for language in LANGUAGES), "key"
    )
