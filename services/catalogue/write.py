"""Writing the lines of a chunk: what is new is made, what differs is changed, the rest left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.db.models import Model

from services.catalogue.bulk import insert, update
from services.catalogue.fields import Wrong, quoted
from services.catalogue.keys import Key, Keys, any_of
from services.catalogue.linked import many_relations, through, with_linked
from services.catalogue.locations import LocationBook, fingerprint
from services.catalogue.records import KINDS, Kind
from services.catalogue.shapes import Place, Places
from services.catalogue.slugs import SlugBook
from services.models import District, Organization, PostalCode, Service, Status

#: What a load never touches: keys, addresses, and facts that the format does not hold.
_KEPT = {"source", "external_id", "slug", "created_at", "ptv_id", "confirmed_at"}


@dataclass
class Line:
    """One line that was read: `found` is its canonical object without type and key."""

    number: int
    kind: Kind
    key: Key
    found: dict
    slug: str = ""


@dataclass
class Change:
    """A line and the row that it makes or changes; `before` is what the row said until now."""

    line: Line
    row: Model
    before: dict = dataclass_field(default_factory=dict)

    def touches(self, key: str) -> bool:
        return self.before.get(key) != self.line.found.get(key)


@dataclass
class Count:
    added: int = 0
    changed: int = 0
    left_alone: int = 0


def _keep_unchecked(objects: Iterable[tuple[dict, dict]]):
    """What left the search because nobody vouched for it comes back only with a newer check.

    `objects` are pairs of what was read and what its row said until now.
    """
    for found, before in objects:
        is_newer = found.get("assured_date", "") > before.get("assured_date", "")
        if before.get("status") == Status.UNCHECKED and "status" not in found and not is_newer:
            found["status"] = Status.UNCHECKED.value


class Writer:
    """Writes lines in the order of their types; `made` and `updated` tell which rows, by type."""

    def __init__(self, keys: Keys):
        self._keys = keys
        self._slugs: dict[str, SlugBook] = {}
        self._locations = LocationBook(KINDS["service"].shape.parts["locations"].place, keys)
        self.counts = {name: Count() for name in KINDS}
        self.made: dict[str, set[int]] = {name: set() for name in KINDS}
        self.updated: dict[str, set[int]] = {name: set() for name in KINDS}
        self.other_slugs: list[tuple[Line, str]] = []
        self.new_postal_codes: list[str] = []
        self.kept_confidential: list[int] = []
        self._problems: list[tuple[int, Wrong]] = []

    def write(self, lines: Iterable[Line]) -> list[tuple[int, Wrong]]:
        """Write the lines; return what turned out wrong with some of them, by line number."""
        by_kind: dict[str, list[Line]] = {name: [] for name in KINDS}
        for line in lines:
            by_kind[line.kind.name].append(line)
        for name, some in by_kind.items():
            if some:
                self._write_kind(KINDS[name], some)
        problems, self._problems = self._problems, []
        return problems

    def finish(self):
        self._locations.remove_orphans()

    def _write_kind(self, kind: Kind, lines: list[Line]):
        if kind.name == "group":
            self._find_services(lines)
        existing = {(row.source, row.external_id): row for row in self._rows(kind, lines)}
        described = {key: kind.shape.describe(row, self._keys) for key, row in existing.items()}
        confidential = self._locations.keep_confidential(
            (line.found, described.get(line.key, {})) for line in lines
        )
        self.kept_confidential += [lines[at].number for at in confidential]
        if kind.model is Service:
            _keep_unchecked((line.found, described.get(line.key, {})) for line in lines)
        new = [line for line in lines if line.key not in existing]
        changed = [line for line in lines if line.key in existing and described[line.key] != line.found]
        count = self.counts[kind.name]
        count.added += len(new)
        count.changed += len(changed)
        count.left_alone += len(lines) - len(new) - len(changed)
        made, updated = self._create(kind, new), self._update(kind, changed)
        changes = made + updated
        if kind.model is District:
            self._make_postal_codes(changes)
        self._write_many(kind, changes)
        self._write_parts(kind, changes)
        self.made[kind.name].update(change.row.pk for change in made)
        self.updated[kind.name].update(change.row.pk for change in updated)

    def _rows(self, kind, lines, lock=False):
        rows = kind.model.objects.filter(any_of(line.key for line in lines))
        return with_linked(kind, rows.select_for_update(of=("self",)) if lock else rows)

    def _find_services(self, lines):
        """Learn the services that groups name now, and those that they named before."""
        model = KINDS["group"].model
        before = model.objects.filter(any_of(line.key for line in lines)).values_list("service_id", flat=True)
        self._keys.find_services(((line.key[0], line.found["service"]) for line in lines), before)

    # -- Rows and their columns

    def _create(self, kind: Kind, lines: list[Line]) -> list[Change]:
        changes = []
        locations = self._places(kind, lines)
        for line in lines:
            row = kind.model(source=line.key[0], external_id=line.key[1])
            row.linked = {}
            kind.shape.assign(row, line.found, self._keys)
            self._put_location(row, line, locations)
            if hasattr(row, "slug"):
                row.slug = self._slug(kind, line, row)
            changes.append(Change(line, row))
        insert(change.row for change in changes)
        for change in changes:
            self._announce(change)
        if kind.model is Organization:
            self._set_parents(changes)
        return changes

    def _set_parents(self, changes):
        """A parent may be made by the same chunk, and has a primary key only now."""
        children = [
            change for change in changes if "parent" in change.line.found and not change.row.parent_id
        ]
        for change in children:
            KINDS["organization"].shape.fields["parent"].assign(
                change.row, change.line.found["parent"], self._keys
            )
        Organization.objects.bulk_update([change.row for change in children], ["parent"])

    def _announce(self, change):
        name, key, row = change.line.kind.name, change.line.key, change.row
        if name == "district":
            self._keys.districts.add(
                key, change.line.found["municipality"], change.line.found["name"], row.pk
            )
        elif name in self._keys.indexes:
            self._keys.indexes[name].add(key, row.pk)

    def _update(self, kind: Kind, lines: list[Line]) -> list[Change]:
        if not lines:
            return []
        rows = {(row.source, row.external_id): row for row in self._rows(kind, lines, lock=True)}
        locations = self._places(kind, lines)
        changes = []
        for line in lines:
            row = rows[line.key]
            change = Change(line, row, kind.shape.describe(row, self._keys))
            kind.shape.assign(row, line.found, self._keys)
            self._put_location(row, line, locations)
            changes.append(change)
        columns = [
            column.name
            for column in kind.model._meta.concrete_fields
            if not column.primary_key and not column.generated and column.name not in _KEPT
        ]
        update(rows.values(), columns)
        if kind.model is Organization:
            self._refuse_circles(changes)
        return changes

    def _refuse_circles(self, changes):
        """An organization is never part of itself, however long the way round."""
        for change in filter(lambda change: change.touches("parent"), changes):
            above, pk = set(), change.row.parent_id
            while pk and pk not in above:
                above.add(pk)
                pk = Organization.objects.values_list("parent_id", flat=True).get(pk=pk)
            if change.row.pk in above:
                parent = quoted(change.line.found["parent"])
                text = f"{parent} is itself part of this organization; expected another one"
                self._problems.append((change.line.number, Wrong([("parent", text)])))

    def _slug(self, kind: Kind, line: Line, row) -> str:
        book = self._slug_book(kind, row)
        if line.slug:
            if book.claim(line.slug):
                return line.slug
            slug = book.take(line.slug, kind.name)
            self.other_slugs.append((line, slug))
            return slug
        if kind.name in ("theme", "audience"):  # search addresses name them, so they keep their ids
            return book.take(line.key[1], kind.name)
        return book.take(next(iter(line.found["name"].values())), kind.name)

    def _slug_book(self, kind, row) -> SlugBook:
        """The slugs among which a new one has to be free: of a district, those of its municipality."""
        if kind.name == "district":
            name = f"district {row.municipality_id}"
            rows = kind.model.objects.filter(municipality_id=row.municipality_id)
        else:
            name, rows = kind.name, kind.model.objects.all()
        if name not in self._slugs:
            self._slugs[name] = SlugBook(rows, kind.model._meta.get_field("slug").max_length - 10)
        return self._slugs[name]

    # -- Places

    def _places(self, kind, lines) -> dict[str, int]:
        """The shared rows of the places that groups or events name."""
        if not isinstance(kind.shape.fields.get("location"), Place):
            return {}
        return self._locations.find_or_make(
            line.found["location"] for line in lines if "location" in line.found
        )

    def _put_location(self, row, line, locations):
        if not isinstance(line.kind.shape.fields.get("location"), Place):
            return
        if row.location_id:
            self._locations.unlinked.add(row.location_id)
        place = line.found.get("location")
        row.location_id = locations[fingerprint(place)] if place else None

    # -- What hangs on the rows

    def _write_many(self, kind: Kind, changes: list[Change]):
        wanted: dict[str, dict[int, set]] = {relation: {} for relation in many_relations(kind)}
        for change in changes:
            for relation, targets in self._targets(kind, change).items():
                if targets != set(change.row.linked.get(relation, ())):
                    wanted[relation][change.row.pk] = targets
        for relation, rows in wanted.items():
            link, here, there = through(kind.model, relation)
            link.objects.filter(**{f"{here}__in": list(rows)}).delete()
            insert(
                link(**{here: pk, there: target})
                for pk, targets in rows.items()
                for target in sorted(targets)
            )

    def _targets(self, kind, change) -> dict[str, set]:
        targets = {}
        for key, field in kind.shape.fields.items():
            if field in kind.shape.many:
                targets |= field.targets(change.row, change.line.found.get(key), self._keys)
        return targets

    def _make_postal_codes(self, changes):
        """A postal code is no reference: one that is new here lies where the district does."""
        wanted = {
            code: change.row.municipality_id
            for change in changes
            for code in change.line.found["postal_codes"]
        }
        known = PostalCode.objects.filter(pk__in=wanted).values_list("pk", flat=True)
        new = sorted(wanted.keys() - set(known))
        PostalCode.objects.bulk_create(PostalCode(code=code, municipality_id=wanted[code]) for code in new)
        self.new_postal_codes += new

    def _write_parts(self, kind: Kind, changes: list[Change]):
        for key, parts in kind.shape.parts.items():
            touched = [change for change in changes if change.touches(key)]
            old = [change.row.pk for change in touched if change.before.get(key)]
            if old:
                self._unlink(parts, touched)
                parts.model.objects.filter(service_id__in=old).delete()
            if isinstance(parts, Places):
                self._write_places(parts, key, touched)
                continue
            insert(
                part
                for change in touched
                for part in parts.build(change.row, change.line.found.get(key), self._keys)
            )

    def _unlink(self, parts, touched):
        if isinstance(parts, Places):
            for change in touched:
                at_locations = change.row.linked.get(parts.column, ())
                self._locations.unlinked.update(at_location.location_id for at_location in at_locations)

    def _write_places(self, parts: Places, key, touched):
        values = [
            (change.row, position, place)
            for change in touched
            for position, place in enumerate(change.line.found.get(key, ()))
        ]
        locations = self._locations.find_or_make(parts.place_of(value) for _row, _position, value in values)
        at_locations = insert(
            parts.model(
                service_id=row.pk,
                position=position,
                location_id=locations[fingerprint(parts.place_of(value))],
            )
            for row, position, value in values
        )
        schedules, closures = [], []
        for at_location, (_row, _position, value) in zip(at_locations, values, strict=True):
            some_schedules, some_closures = parts.build_hours(at_location, value, self._keys)
            schedules += some_schedules
            closures += some_closures
        insert(schedules)
        insert(closures)
