"""Objects of a line: the line itself, and those that stand in its lists."""

import difflib
from collections.abc import Mapping

from services.catalogue.choices import ListOf
from services.catalogue.fields import Field, Wrong, quoted
from services.catalogue.relations import Many
from services.models import Closure, Location, Schedule


class Shape:
    """The fields of an object by their keys, in the order in which a dump writes them.

    `prepare` turns other spellings of an object into this one, `check` looks at what was read as
    a whole; both return problems as pairs of a path and a sentence.
    """

    def __init__(self, noun: str, fields: Mapping[str, Field], check=None, prepare=None):
        self.noun = noun
        self.fields = fields
        self.check = check
        self.prepare = prepare
        for key, field in fields.items():
            field.column = field.column or key
        self.many = [field for field in fields.values() if isinstance(field, Many)]
        self.parts = {key: field for key, field in fields.items() if isinstance(field, Parts)}

    def read(self, value, source: str, keys) -> dict:
        """The canonical object. Raises `Wrong` with all that is wrong in it."""
        if not isinstance(value, Mapping):
            raise Wrong(f"{quoted(value)} is not an object; expected a {self.noun} in curly brackets")
        value, problems = self.prepare(value) if self.prepare else (value, [])
        problems += [(key, self._unknown(key)) for key in value if key not in self.fields]
        found = {}
        for key, field in self.fields.items():
            given = value.get(key)
            if given is None:
                if field.required:
                    problems.append((key, f"missing; every {self.noun} needs it"))
                continue
            try:
                read = field.read(given)
                if read is None and field.required:
                    raise Wrong(f"empty; every {self.noun} needs it")
                if read is not None:
                    read = field.resolve(read, source, keys)
                if read is not None:
                    found[key] = read
            except Wrong as wrong:
                problems += wrong.under(key)
        if self.check and not problems:
            problems += self.check(found)
        if problems:
            raise Wrong(problems)
        return found

    def _unknown(self, key) -> str:
        near = difflib.get_close_matches(key, self.fields, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(self.fields)}"
        return f"unknown key; {hint}"

    def describe(self, row, keys) -> dict:
        """The canonical object of a row, as `read` would give it."""
        found = {key: field.describe(row, keys) for key, field in self.fields.items()}
        return {key: value for key, value in found.items() if value is not None}

    def assign(self, row, found: Mapping, keys):
        """Write a canonical object to the columns of a row."""
        for key, field in self.fields.items():
            field.assign(row, found.get(key), keys)
        return row


class Parts(Field):
    """A list of objects, each a row of its own that hangs on this one."""

    def __init__(self, model, shape: Shape, column: str = "", **options):
        super().__init__(column, **options)
        self.model = model
        self.shape = shape

    def read(self, value):
        if not isinstance(value, list):
            raise Wrong(f"{quoted(value)} is not a list; expected one in square brackets")
        return value or None

    def resolve(self, value, source, keys):
        found, problems = [], []
        for number, item in enumerate(value):
            try:
                found.append(self.shape.read(item, source, keys))
            except Wrong as wrong:
                problems += wrong.under(f"[{number}]")
        if problems:
            raise Wrong(problems)
        return found

    def describe(self, row, keys):
        return [self.shape.describe(part, keys) for part in row.linked[self.column]] or None

    def assign(self, row, value, keys):
        pass

    def build(self, row, value, keys) -> list:
        """The rows of `value`, not saved yet."""
        parts = enumerate(value or ())
        return [
            self.shape.assign(self.model(service_id=row.pk, position=position), part, keys)
            for position, part in parts
        ]


class Programme(ListOf):
    """What happens each time a group meets, and for whom: kept as it is, not as rows."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape

    def read_item(self, item):
        return self.shape.read(item, "", None)

    def arrange(self, items):
        return items

    def describe(self, row, keys):
        found = []
        for item in row.programme:
            try:
                found.append(self.read_item(item))
            except Wrong:  # typed by hand in the admin, and shown nowhere
                continue
        return found or None


class Place(Field):
    """One place: a row that all who meet at the very same place share."""

    def __init__(self, shape: Shape, **options):
        super().__init__(**options)
        self.shape = shape

    def read(self, value):
        return value

    def resolve(self, value, source, keys):
        return self.shape.read(value, source, keys)

    def describe(self, row, keys):
        return self.shape.describe(row.location, keys) if row.location_id else None

    def assign(self, row, value, keys):
        pass  # `services.catalogue.write` finds or makes the shared row


class Places(Parts):
    """Where a service is: a place, its opening hours and the days on which it is closed."""

    def __init__(self, model, place: Shape, schedule: Shape, closure: Shape):
        self.place = place
        self.schedules = Hours(Schedule, schedule)
        self.closures = Hours(Closure, closure, order="date")
        everything = {**place.fields, "schedules": self.schedules, "closures": self.closures}
        super().__init__(model, Shape("place", everything, place.check), "at_locations")

    def describe(self, row, keys):
        return [self._describe(part, keys) for part in row.linked[self.column]] or None

    def _describe(self, at_location, keys):
        found = self.place.describe(at_location.location, keys)
        found |= {
            key: hours.describe(at_location, keys)
            for key, hours in (("schedules", self.schedules), ("closures", self.closures))
            if at_location.linked[key]
        }
        return found

    def place_of(self, value: dict) -> dict:
        """What is shared: the place without hours."""
        return {key: part for key, part in value.items() if key not in ("schedules", "closures")}

    def new_location(self, place: dict, keys) -> Location:
        return self.place.assign(Location(), place, keys)

    def build_hours(self, at_location, value, keys) -> tuple[list, list]:
        return (
            self.schedules.build(at_location, value.get("schedules"), keys),
            self.closures.build(at_location, value.get("closures"), keys),
        )


class Hours(Parts):
    """Opening hours or closed days of a service at a place."""

    def __init__(self, model, shape: Shape, order: str = ""):
        super().__init__(model, shape)
        self.order = order

    def resolve(self, value, source, keys):
        found = super().resolve(value, source, keys)
        return sorted(found, key=lambda item: item[self.order]) if self.order else found

    def build(self, at_location, value, keys):
        rows = []
        for position, part in enumerate(value or ()):
            row = self.model(at_location_id=at_location.pk)
            if not self.order:
                row.position = position
            rows.append(self.shape.assign(row, part, keys))
        return rows
