"""Load a catalogue: every line is checked, all is written in one transaction or nothing is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q

from services.catalogue.fields import Plain, Wrong, clean_text, either, printable, quoted
from services.catalogue.keys import Key, Keys, meanings
from services.catalogue.lines import NumberedLine, open_lines, parse
from services.catalogue.records import KINDS
from services.catalogue.relations import read_reference
from services.catalogue.write import Count, Line, Writer
from services.models import Municipality, Service
from services.search.entries import index_services

#: How many bad lines are told.
MOST_BAD_LINES = 100
_LOCK = 0x70657268  # any number of our own; two loads never run at the same time


class CatalogueError(Exception):
    """Why a catalogue was not loaded, in sentences."""


class BadLines(CatalogueError):
    """Lines that cannot be loaded; `messages` are those of the first bad lines."""

    def __init__(self, messages: list[str], bad_lines: int):
        self.messages = messages
        self.bad_lines = bad_lines
        self.told = min(bad_lines, MOST_BAD_LINES)
        super().__init__("\n".join(messages))


@dataclass
class Report:
    """What a load did, or would do."""

    counts: dict[str, Count]
    remarks: list[str] = field(default_factory=list)


def load_catalogue(
    path: Path, dry_run: bool = False, progress: Callable[[int], None] = lambda _at: None
) -> Report:
    """Load the file; raise `BadLines` and change nothing when a line is bad.

    `progress` is called now and then with the bytes of the file that have been read.
    """
    if not Municipality.objects.exists():
        raise CatalogueError("There are no municipalities yet: run load_places first.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            # Foreign keys are checked statement by statement: a million waiting checks fill the memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        load = _Load(path)
        with open_lines(path) as (chunks, tell):
            for chunk in chunks:
                load.take(chunk)
                progress(tell())
        report = load.finish()
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Load:
    """One run over a file."""

    def __init__(self, path: Path):
        self._name = str(path)
        self._keys = Keys(path.parent)
        self._writer = Writer(self._keys)
        self._seen: dict[int, int] = {}  # hash of type and key, or of type and slug: line
        self._problems: dict[int, Wrong] = {}  # of the first bad lines
        self._bad_lines = 0

    def take(self, chunk: list[NumberedLine]):
        """Check the lines of a chunk, and write them unless one so far was bad."""
        objects = [(number, self._attempt(number, parse, raw)) for number, raw in chunk]
        objects = [(number, value) for number, value in objects if value is not None]
        self._find_services(objects)
        lines = [self._attempt(number, self._read, number, value) for number, value in objects]
        if self._bad_lines:
            return
        for number, wrong in self._writer.write(lines):
            self._note_wrong(number, wrong)
        for services in (self._writer.made["service"], self._writer.updated["service"]):
            index_services(services)
            services.clear()

    def finish(self) -> Report:
        if self._bad_lines:
            raise BadLines(self._messages(), self._bad_lines)
        self._writer.finish()
        index_services(self._services_of_renamed())
        return Report(self._writer.counts, self._remarks())

    def _attempt(self, number, function, *args):
        """The result, or None after noting what is wrong with the line."""
        try:
            return function(*args)
        except Wrong as wrong:
            self._note_wrong(number, wrong)
        return None

    def _note_wrong(self, number, wrong: Wrong):
        self._bad_lines += 1
        self._problems[number] = wrong
        if len(self._problems) > MOST_BAD_LINES:
            del self._problems[max(self._problems)]

    def _messages(self) -> list[str]:
        return [
            f"{self._name}:{number}: {printable(key) or 'line'}: {text}"
            for number, wrong in sorted(self._problems.items())
            for key, text in wrong.problems
        ]

    def _find_services(self, objects):
        """Learn the services that the groups of a chunk may mean."""
        references = []
        for _number, value in objects:
            if value.get("type") == "group" and isinstance(value.get("source") or "", str):
                try:
                    references.append((value.get("source") or "", read_reference(value.get("service"))))
                except Wrong:
                    continue
        self._keys.find_services(references)
        for key in (key for pair in references for key in meanings(*pair)):
            if hash(("id", "service", *key)) in self._seen:  # on an earlier line, though it may be unwritten
                self._keys.indexes["service"].add(key)

    def _read(self, number: int, value: dict) -> Line:
        """The line of an object. Raises `Wrong`."""
        value = dict(value)
        name = value.pop("type", None)
        if not isinstance(name, str) or name not in KINDS:
            problem = f"{quoted(name)} is not known" if name else "missing"
            raise Wrong([("type", f"{problem}; expected {either(KINDS)}")])
        kind = KINDS[name]
        key, problems = _read_key(value)
        slug = value.pop("slug", None) if kind.has_slug else None
        found = {}
        try:
            slug = _SLUG.read(slug) if slug is not None else ""
        except Wrong as wrong:
            problems += wrong.under("slug")
        try:
            found = kind.shape.read(value, key[0], self._keys)
        except Wrong as wrong:
            problems += wrong.problems
        if name == "organization" and found.get("parent") == key[1]:
            problems.append(("parent", f"{quoted(key[1])} is this organization itself; expected another one"))
        problems += self._note_seen("id", (name, *key), number)
        if slug:
            problems += self._note_seen("slug", (name, slug), number)
        self._announce(name, key, found)
        if problems:
            raise Wrong(problems)
        return Line(number, kind, key, found, slug)

    def _note_seen(self, what, mark, number):
        """Remember an id or a slug; a problem when an earlier line has it."""
        earlier = self._seen.setdefault(hash((what, *mark)), number)
        if earlier == number:
            return []
        return [(what, f"{quoted(mark[-1])} stands on line {earlier} already; expected one of its own")]

    def _announce(self, name, key, found):
        """From here on lines may refer to this one, even if it is bad: one mistake is told once."""
        if name == "district":
            self._keys.districts.add(key, found.get("municipality", ""), found.get("name", {}))
        elif name in self._keys.indexes:
            self._keys.indexes[name].add(key)

    def _services_of_renamed(self) -> set[int]:
        """The services whose index rows hold words or terms of other rows that changed."""
        updated = self._writer.updated
        conditions = [
            Q(organization__in=updated["organization"]),
            Q(organization__networks__in=updated["network"]),
            Q(networks__in=updated["network"]),
            Q(themes__in=updated["theme"]),
            Q(audiences__in=updated["audience"]),
        ]
        services = (Service.objects.filter(condition) for condition in conditions)
        return {pk for rows in services for pk in rows.values_list("pk", flat=True).iterator(5000)}

    def _remarks(self) -> list[str]:
        remarks = [
            f"{self._name}:{line.number}: slug: {quoted(line.slug)} is taken, the address is {quoted(slug)}"
            for line, slug in self._writer.other_slugs
        ]
        if self._keys.pictures_left_out:
            remarks.append(f"pictures that are on the web were left out: {self._keys.pictures_left_out}")
        if numbers := sorted(self._writer.kept_confidential):
            lines = ", ".join(map(str, numbers[:10])) + (", …" if len(numbers) > 10 else "")
            remarks.append(f"kept confidential, as only the admin shows a hidden place again: lines {lines}")
        if new := self._writer.new_postal_codes:
            remarks.append(
                f"postal codes that were new here, placed where their district is: {', '.join(new)}"
            )
        return remarks


_SLUG = Plain(120, r"[-_A-Za-z0-9]+", "letters from a to z, digits and hyphens, such as perhekahvila-tammela")


def _read_key(value: dict) -> tuple[Key, list[tuple[str, str]]]:
    """Take the source and the id out of an object."""
    parts, problems = [], []
    for name, limit in (("source", 100), ("id", 500)):
        given = value.pop(name, None)
        part = ""
        try:
            part = clean_text("" if given is None else given, limit)
            if name == "id" and not part:
                raise Wrong("missing; every line needs one that stays the same from load to load")
            if part != (given or "") or "\n" in part:
                raise Wrong(f"{quoted(given)} holds line breaks or blanks round it; expected none")
        except Wrong as wrong:
            problems += wrong.under(name)
        parts.append(part)
    return tuple(parts), problems
