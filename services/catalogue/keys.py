"""Keys: how a line names another row, and how that row is found.

A reference is an id: the row of that id in the same source, else the one without a source. Where
that rule would lead elsewhere (a service made in the admin for an organization that came from a
catalogue), a dump writes `{"source": "…", "id": "…"}`, and a load reads it.
"""

from collections.abc import Iterable
from pathlib import Path

from django.db.models import Q

from services.catalogue.fields import Wrong, quoted
from services.models import Area, Audience, District, Municipality, Network, Organization, Service, Theme
from services.translated import LANGUAGES

Key = tuple[str, str]  # source and id


def meanings(source: str, reference) -> list[Key]:
    """The keys that a reference from a row of `source` may mean: the first that there is."""
    if isinstance(reference, dict):
        return [(reference["source"], reference["id"])]
    return [(source, reference), ("", reference)]


class Index:
    """The rows of one type by key and by primary key. A row that is announced has no primary key yet."""

    def __init__(self, noun: str, rows: Iterable[tuple[int, str, str]] = ()):
        self.noun = noun
        self.pks: dict[Key, int | None] = {}
        self.keys: dict[int, Key] = {}
        for pk, source, external_id in rows:
            self.add((source, external_id), pk)

    def add(self, key: Key, pk: int | None = None):
        if pk is not None:
            self.keys[pk] = key
        elif key in self.pks:
            return
        self.pks[key] = pk

    def find(self, source: str, reference) -> Key:
        """The key that a reference from a row of `source` leads to. Raises `Wrong`."""
        for key in meanings(source, reference):
            if key in self.pks:
                return key
        if isinstance(reference, dict):
            raise self._missing(reference["id"], f"in the source {quoted(reference['source'])}")
        places = f"in the source {quoted(source)} or without a source" if source else "without a source"
        raise self._missing(reference, places)

    def _missing(self, external_id, where) -> Wrong:
        return Wrong(
            f"there is no {self.noun} with the id {quoted(external_id)} {where}; "
            "expected one that is here already or on a line before this one"
        )

    def shortest(self, source: str, key: Key):
        """The reference by which a row of `source` names `key`."""
        if key[0] == source or (key[0] == "" and (source, key[1]) not in self.pks):
            return key[1]
        return {"source": key[0], "id": key[1]}


class Keys:
    """Everything that a line may refer to; `folder` is where the pictures of a catalogue lie."""

    def __init__(self, folder: Path = Path()):
        self.folder = folder
        self.pictures_left_out = 0
        self.municipalities = dict(Municipality.objects.values_list("code", "pk"))
        self.areas = {(kind, code): pk for kind, code, pk in Area.objects.values_list("kind", "code", "pk")}
        self.municipality_codes = {pk: code for code, pk in self.municipalities.items()}
        self.area_codes = {pk: place for place, pk in self.areas.items()}
        self.districts = Districts()
        self.indexes = {
            noun: Index(noun, model.objects.values_list("pk", "source", "external_id").iterator(5000))
            for noun, model in INDEXED.items()
        }
        # Filled for a chunk at a time: there may be a million services, and only groups name them.
        self.indexes["service"] = Index("service")

    def find_services(self, references: Iterable[tuple], pks: Iterable[int] = ()):
        """Learn the services that pairs of a source and a reference may mean, and those of these `pks`."""
        index = self.indexes["service"] = Index("service")
        references, pks = list(references), set(pks)
        rows = Service.objects.values_list("pk", "source", "external_id")
        found = list(rows.filter(pk__in=pks)) if pks else []
        wanted = {key for source, reference in references for key in meanings(source, reference)}
        # Of the same ids too, or `shortest` could not tell whether an id alone is enough.
        sources = {source for source, _reference in references}
        ids = {external_id for _pk, _source, external_id in found} | {
            external_id for _source, external_id in wanted
        }
        wanted |= {(source, external_id) for source in sources for external_id in ids}
        found += rows.filter(any_of(wanted)) if wanted else []
        for pk, source, external_id in found:
            index.add((source, external_id), pk)

    def municipality(self, code: str) -> int:
        if code in self.municipalities:
            return self.municipalities[code]
        raise Wrong(
            f'there is no municipality {quoted(code)}; expected a code of three digits as text, such as "837"'
        )

    def area(self, kind: str, code: str) -> int:
        if (kind, code) in self.areas:
            return self.areas[kind, code]
        noun = "wellbeing services county" if kind == "county" else "region"
        raise Wrong(f'there is no {noun} {quoted(code)}; expected a code of two digits as text, such as "06"')


INDEXED = {"theme": Theme, "audience": Audience, "network": Network, "organization": Organization}


class Districts:
    """Districts by municipality and name, in whichever language."""

    def __init__(self):
        self.pks: dict[Key, int | None] = {}
        self.keys: dict[int, Key] = {}
        self.names: dict[Key, tuple[str, str]] = {}  # municipality code and the name that a dump writes
        self._named: dict[tuple[str, str], set[Key]] = {}
        names = [f"name_{language}" for language in LANGUAGES]
        for row in District.objects.values("pk", "source", "external_id", "municipality__code", *names):
            texts = {language: row[f"name_{language}"] for language in LANGUAGES if row[f"name_{language}"]}
            self.add((row["source"], row["external_id"]), row["municipality__code"], texts, row["pk"])

    def add(self, key: Key, municipality: str, texts: dict[str, str], pk: int | None = None):
        if pk is not None:
            self.keys[pk] = key
        self.pks[key] = pk or self.pks.get(key)
        for others in self._named.values():
            others.discard(key)
        self.names[key] = municipality, next(iter(texts.values()), "")
        for name in texts.values():
            self._named.setdefault((municipality, name), set()).add(key)

    def find(self, source: str, municipality: str, name: str) -> Key:
        """The district of this name: of the same source, else of none, else of any. Raises `Wrong`."""
        found = self._named.get((municipality, name))
        if found:
            return min(found, key=lambda key: (key[0] != source, key[0] != "", key))
        raise Wrong(
            f"there is no district {quoted(name)} in the municipality {quoted(municipality)}; "
            "expected one that a line of type district before this one defines"
        )


def any_of(keys: Iterable[Key]) -> Q:
    """The condition on a model with these keys."""
    sources: dict[str, list[str]] = {}
    for source, external_id in keys:
        sources.setdefault(source, []).append(external_id)
    condition = Q(pk__in=())
    for source, ids in sources.items():
        condition |= Q(source=source, external_id__in=ids)
    return condition
