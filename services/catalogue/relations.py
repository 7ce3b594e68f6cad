"""The fields of a line that lead to other rows: references, areas served, and parts of a service.

What hangs on a row by a relation is read for many rows at once and stands in `row.linked`, by
the name of the relation: primary keys for a many-to-many relation, else the rows themselves.
"""

from collections.abc import Mapping

from services.catalogue.choices import ListOf
from services.catalogue.fields import Field, Plain, Wrong, clean_text, quoted
from services.models import AreaKind, Scope

_ID_LIMIT = 500


def read_reference(value):
    """An id, or `{"source", "id"}`. Raises `Wrong`."""
    if isinstance(value, Mapping):
        if set(value) != {"source", "id"} or not all(isinstance(part, str) for part in value.values()):
            raise Wrong(f'{quoted(value)} is no reference; expected an id or {{"source": "…", "id": "…"}}')
        return dict(value)
    text = clean_text(value, _ID_LIMIT, "the id")
    if not text:
        raise Wrong("the id is empty; expected the id of a line before this one")
    return text


def _order(reference):
    return (reference["id"], reference["source"]) if isinstance(reference, dict) else (reference, "")


class Reference(Field):
    """One other row, by its id."""

    def __init__(self, noun: str, column: str = "", **options):
        super().__init__(column, **options)
        self.noun = noun

    def read(self, value):
        return read_reference(value)

    def resolve(self, value, source, keys):
        index = keys.indexes[self.noun]
        return index.shortest(source, index.find(source, value))

    def describe(self, row, keys):
        pk = getattr(row, f"{self.column}_id")
        index = keys.indexes[self.noun]
        return index.shortest(row.source, index.keys[pk]) if pk else None

    def assign(self, row, value, keys):
        setattr(row, f"{self.column}_id", self.pk(row.source, value, keys))

    def pk(self, source, value, keys) -> int | None:
        """The primary key, or None when there is no reference or its row is not written yet."""
        index = keys.indexes[self.noun]
        return index.pks[index.find(source, value)] if value else None


class Many(Field):
    """A field that lives in many-to-many relations, not in columns."""

    relations: tuple[str, ...] = ()

    def targets(self, row, value, keys) -> dict[str, set[int]]:
        """The primary keys that each relation leads to."""
        raise NotImplementedError

    def assign(self, row, value, keys):
        pass


class References(ListOf, Many):
    """Other rows by their ids, in the order of the ids."""

    def __init__(self, noun: str, column: str = "", **options):
        super().__init__(column, **options)
        self.noun = noun

    @property
    def relations(self):
        return (self.column,)

    def read_item(self, item):
        return read_reference(item)

    def read(self, value):
        found = super().read(value)
        return [] if found is None and self.required else found

    def arrange(self, items):
        return [item for number, item in enumerate(items) if item not in items[:number]]

    def resolve(self, value, source, keys):
        index = keys.indexes[self.noun]
        found, problems = set(), []
        for number, reference in enumerate(value):
            try:
                found.add(index.find(source, reference))
            except Wrong as wrong:
                problems += wrong.under(f"[{number}]")
        if problems:
            raise Wrong(problems)
        return self._write(found, source, index)

    def describe(self, row, keys):
        index = keys.indexes[self.noun]
        found = self._write({index.keys[pk] for pk in row.linked[self.column]}, row.source, index)
        return found if found or self.required else None

    @staticmethod
    def _write(found, source, index):
        return sorted((index.shortest(source, key) for key in found), key=_order)

    def targets(self, row, value, keys):
        index = keys.indexes[self.noun]
        return {self.column: {index.pks[index.find(row.source, reference)] for reference in value or ()}}

    def assign(self, row, value, keys):
        pass


class PostalCodes(ListOf, Many):
    """The postal codes of a district; a postal code is its own primary key."""

    code = Plain(5, r"[0-9]{5}", 'five digits as text, such as "33500"')
    relations = ("postal_codes",)

    def read_item(self, item):
        if code := self.code.read(item):
            return code
        raise Wrong('an empty text is no postal code; expected five digits, such as "33500"')

    def arrange(self, items):
        return sorted(set(items))

    def describe(self, row, keys):
        return sorted(row.linked["postal_codes"]) or None

    def targets(self, row, value, keys):
        return {"postal_codes": set(value or ())}

    def assign(self, row, value, keys):
        pass


class MunicipalityCode(Field):
    """A municipality by its code."""

    def read(self, value):
        return clean_text(value)

    def resolve(self, value, source, keys):
        keys.municipality(value)
        return value

    def describe(self, row, keys):
        return keys.municipality_codes.get(row.municipality_id)

    def assign(self, row, value, keys):
        row.municipality_id = keys.municipality(value) if value else None


class ResponsibleArea(Field):
    """Whose coordinator looks after a service: a county, a region, or nobody but the national one."""

    def read(self, value):
        if value == "national":
            return None
        if isinstance(value, Mapping) and len(value) == 1:
            kind, code = next(iter(value.items()))
            if kind in AreaKind.values:
                return {kind: clean_text(code)}
        raise Wrong(
            f'{quoted(value)} is no area; expected {{"county": "08"}}, {{"region": "06"}} or "national"'
        )

    def resolve(self, value, source, keys):
        for kind, code in value.items():
            keys.area(kind, code)
        return value

    def describe(self, row, keys):
        if not row.responsible_area_id:
            return None
        kind, code = keys.area_codes[row.responsible_area_id]
        return {kind: code}

    def assign(self, row, value, keys):
        row.responsible_area_id = (
            next((keys.area(*place) for place in value.items()), None) if value else None
        )


class AreaServed(Many):
    """The country, counties, regions or municipalities, and districts below them."""

    relations = ("areas", "municipalities", "districts")
    kinds = {Scope.COUNTIES: AreaKind.COUNTY, Scope.REGIONS: AreaKind.REGION}

    def read(self, value):
        scopes = [Scope.COUNTRY, Scope.COUNTIES, Scope.REGIONS, Scope.MUNICIPALITIES]
        scope = value.get("scope") if isinstance(value, Mapping) else None
        if scope not in scopes:
            raise Wrong(
                f'{quoted(scope or value)} is no area; expected {{"scope": "country"}}, or the scope '
                '"counties", "regions" or "municipalities" with a list of codes under the same name'
            )
        problems = [(key, "unknown key") for key in value if key not in ("scope", scope, "districts")]
        read = {"scope": str(scope)}
        try:
            if scope != Scope.COUNTRY:
                read[str(scope)] = self._codes(value.get(scope), scope)
        except Wrong as wrong:
            problems += wrong.under(str(scope))
        try:
            if value.get("districts"):
                read["districts"] = self._districts(value["districts"])
        except Wrong as wrong:
            problems += wrong.under("districts")
        if problems:
            raise Wrong(problems)
        return read

    @staticmethod
    def _codes(codes, scope):
        if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
            raise Wrong(
                f"{quoted(codes)} does not fit; expected a list of at least one code in quotation marks"
            )
        return sorted(set(codes))

    @staticmethod
    def _districts(districts):
        if not isinstance(districts, list) or not all(
            isinstance(place, Mapping)
            and set(place) == {"municipality", "name"}
            and all(isinstance(part, str) for part in place.values())
            for place in districts
        ):
            raise Wrong(
                f'{quoted(districts)} does not fit; expected [{{"municipality": "837", "name": "…"}}]'
            )
        return [(place["municipality"], place["name"].strip()) for place in districts]

    def resolve(self, value, source, keys):
        scope, problems = value["scope"], []
        for code in value.get(scope, ()):
            try:
                self._place(scope, code, keys)
            except Wrong as wrong:
                problems += wrong.under(scope)
        found = []
        for municipality, name in value.get("districts", ()):
            try:
                found.append(keys.districts.find(source, municipality, name))
            except Wrong as wrong:
                problems += wrong.under("districts")
        if problems:
            raise Wrong(problems)
        return self._with_districts(value, found, keys)

    def _place(self, scope, code, keys) -> int:
        return (
            keys.municipality(code) if scope == Scope.MUNICIPALITIES else keys.area(self.kinds[scope], code)
        )

    def _with_districts(self, value, found, keys):
        value = {key: part for key, part in value.items() if key != "districts"}
        if found:
            names = sorted({keys.districts.names[key] for key in found})
            value["districts"] = [
                {"municipality": municipality, "name": name} for municipality, name in names
            ]
        return None if value == {"scope": Scope.COUNTRY} and not self.required else value

    def describe(self, row, keys):
        value = {"scope": str(row.scope)}
        if row.scope == Scope.MUNICIPALITIES:
            value[row.scope] = sorted(keys.municipality_codes[pk] for pk in row.linked["municipalities"])
        elif row.scope in self.kinds:
            areas = (keys.area_codes[pk] for pk in row.linked["areas"])
            value[row.scope] = sorted(code for kind, code in areas if kind == self.kinds[row.scope])
        return self._with_districts(value, [keys.districts.keys[pk] for pk in row.linked["districts"]], keys)

    def assign(self, row, value, keys):
        row.scope = (value or {"scope": Scope.COUNTRY})["scope"]

    def targets(self, row, value, keys):
        value = value or {}
        places = {self._place(row.scope, code, keys) for code in value.get(row.scope, ())}
        named = ((place["municipality"], place["name"]) for place in value.get("districts", ()))
        return {
            "areas": places if row.scope in self.kinds else set(),
            "municipalities": places if row.scope == Scope.MUNICIPALITIES else set(),
            "districts": {keys.districts.pks[keys.districts.find(row.source, *place)] for place in named},
        }
