"""The name guard of a memo: nobody is named in what everyone reads, but those with a reason for it.

It reads every string of the public snapshot, the very one that is stored. A hit stays open until an
editor masks the name, puts a pseudonym in its place, or has read the sentence and lets it stand. What
was let stand is remembered as a hash of person, form and sentence: a changed sentence is open again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import F, Q, TextField
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from workgroups import guard
from workgroups.memo.snapshot import snapshot
from workgroups.models import (
    AcknowledgedHit,
    AgendaItem,
    Attendance,
    Meeting,
    Membership,
    Memo,
    Naming,
    Outcome,
    Person,
    Role,
    Visibility,
    Workgroup,
)

#: Keys of a snapshot whose values are codes of ours, never what somebody typed.
CODES = frozenset({"kind", "state", "date", "start_time", "end_time", "due", "address", "role"})
#: Which column of a living row a text of the snapshot comes from.
ITEM_COLUMNS = {"text": "public_text", "title": "title", "presenter": "presenter"}
FORGOTTEN = "Nimi poistettu"  # a person whose name was redacted, no name to look for
EXPERT, OTHER = "Kokemusasiantuntija", "Osallistuja"  # pseudonyms are part of a memo, which is in Finnish


class OpenNames(Exception):
    """The memo names people who have not been dealt with; `hits` are the open ones."""

    def __init__(self, hits):
        self.hits = hits
        super().__init__(f"{len(hits)} open names")


@dataclass(frozen=True)
class Place:
    """The column of a living row that a text was read from."""

    row: object
    column: str


@dataclass(frozen=True)
class OpenHit:
    """A name in its sentence. `place` is None where the text is mended elsewhere, such as on attendance."""

    where: str
    people: tuple[str, ...]
    person_key: str
    found: str
    before: str  # the sentence before the name, and after it
    after: str
    is_sure: bool
    digest: str
    place: Place | None


class Roster:
    """The people of a group as the guard knows them, read in four queries.

    Hidden are all members, past and present, and all who ever attended, but those whom this meeting's
    attendance names in full, or who were members that day under their full name. Of the groups above, below
    and beside, whose work is told of here, they are the experts by experience and those named nowhere.
    """

    def __init__(self, meeting: Meeting):
        self.hidden: dict[str, guard.Person] = {}
        self.named: dict[str, guard.Person] = {}
        self.experts: set[str] = set()
        self.full_names: dict[str, str] = {}
        rows = list(
            Attendance.objects.filter(meeting__workgroup=meeting.workgroup_id)
            .select_related("person")
            .order_by("pk")
        )
        here = [row for row in rows if row.meeting_id == meeting.pk]
        terms = list(
            Membership.objects.filter(workgroup=meeting.workgroup_id)
            .select_related("person")
            .order_by("start_date", "pk")
        )
        self._named_keys = {self._key(row) for row in here if row.naming == Naming.FULL_NAME}
        self._named_keys |= self._named_as_members(terms, meeting.date) - {self._key(row) for row in here}
        for row in [*here, *rows]:
            aliases = row.person.aliases if row.person else ""
            self._add(self._key(row), row.name, aliases, row.is_expert_by_experience)
            if row.person:
                self._add(self._key(row), row.person.name, aliases, row.is_expert_by_experience)
        for term in terms:
            is_expert = term.role == Role.EXPERT_BY_EXPERIENCE
            self._add(f"p{term.person_id}", term.person.name, term.person.aliases, is_expert)
        for person, is_expert in _private_people_near(meeting.workgroup):
            self._add(f"p{person.pk}", person.name, person.aliases, is_expert)

    @cached_property
    def guard(self) -> guard.Guard:
        return guard.Guard(self.hidden.values(), self.named.values())

    def _key(self, row) -> str:
        """A person's key, or a guest's: the first attendance under that name."""
        if row.person_id:
            return f"p{row.person_id}"
        name = " ".join(row.name.casefold().split())
        return self._guests.setdefault(name, f"g{row.pk}")

    @cached_property
    def _guests(self) -> dict[str, str]:
        return {}

    def _named_as_members(self, terms, day) -> set[str]:
        """Those whose terms of that day, or else the last one, all give the full name."""
        found = {}
        for person in {term.person_id for term in terms}:
            own = [term for term in terms if term.person_id == person]
            that_day = [term for term in own if term.is_active(day)] or own[-1:]
            found[f"p{person}"] = all(term.naming == Naming.FULL_NAME for term in that_day)
        return {key for key, is_named in found.items() if is_named}

    def _add(self, key, name, aliases, is_expert):
        if name == FORGOTTEN:
            return
        table = self.named if key in self._named_keys else self.hidden
        others = tuple(alias.strip() for alias in aliases.split(",") if alias.strip())
        if key in table and guard.Name.parse(name) != table[key].name:
            others += (name, *table[key].aliases)
            name = self.full_names[key]
        table[key] = guard.Person(key, guard.Name.parse(name), others)
        self.full_names.setdefault(key, name)
        if is_expert:
            self.experts.add(key)


def _private_people_near(group: Workgroup) -> Iterator[tuple[Person, bool]]:
    """Who is nowhere named in the groups round `group`, each with whether they are experts by experience."""
    near = Q(parent=group) | Q(affiliated=group)
    if group.parent_id:
        near |= Q(pk=group.parent_id) | Q(parent=group.parent_id)
    groups = Workgroup.objects.filter(near).exclude(pk=group.pk).values("pk")
    terms = Membership.objects.filter(Q(role=Role.EXPERT_BY_EXPERIENCE) | Q(naming=Naming.HIDDEN))
    for term in terms.filter(workgroup__in=groups).select_related("person").order_by("pk"):
        yield term.person, term.role == Role.EXPERT_BY_EXPERIENCE
    rows = Attendance.objects.filter(Q(is_expert_by_experience=True) | Q(naming=Naming.HIDDEN))
    rows = rows.filter(meeting__workgroup__in=groups, person__isnull=False)
    for row in rows.select_related("person").order_by("pk"):
        yield row.person, row.is_expert_by_experience


def texts_of(value, path=()) -> Iterator[tuple[tuple, str]]:
    """Every text of a snapshot with its path of keys and places; codes are left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in CODES:
                yield from texts_of(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts_of(inner, (*path, place))
    elif isinstance(value, str) and value:
        yield path, value


def open_hits(memo: Memo, public: dict, note: str = "", roster: Roster | None = None) -> list[OpenHit]:
    """The names in a public snapshot, and in a note published with it, that nobody has dealt with."""
    roster = roster or Roster(memo.meeting)
    let_stand = set(memo.acknowledged_hits.values_list("digest", flat=True))
    texts = [*texts_of(public), *([(("note",), note)] if note else [])]
    hits = []
    for path, text in texts:
        for found in roster.guard.find(text):
            if digest_of(found) not in let_stand:
                hits.append(_open_hit(memo, public, path, found, roster))
    return hits


def names_in(meeting: Meeting, text: str) -> list[str]:
    """The hidden people's names in a text that is published by itself, such as a reason."""
    return [found.found for found in Roster(meeting).guard.find(text)]


def digest_of(hit) -> str:
    """HMAC of the people, the form and the sentence: what stands in the table tells nobody's name."""
    people = ",".join(sorted(str(key) for key in (hit.person_key, *hit.also)))
    words = "\0".join((people, hit.found, hit.sentence))
    return salted_hmac("workgroups.memo.guarding", words, algorithm="sha256").hexdigest()


def _open_hit(memo, public, path, hit, roster) -> OpenHit:
    before, _name, after = hit.sentence.partition(" ".join(hit.found.split()))
    return OpenHit(
        where=_where(public, path),
        people=tuple(roster.full_names[key] for key in (hit.person_key, *hit.also)),
        person_key=hit.person_key,
        found=hit.found,
        before=before,
        after=after,
        is_sure=hit.sure,
        digest=digest_of(hit),
        place=_place(memo, public, path),
    )


def _place(memo, public, path) -> Place | None:
    match path:
        case ("summary",):
            return Place(memo, "summary")
        case ("title",):
            return Place(memo.meeting, "title")
        case ("items", number, ("text" | "title" | "presenter") as key):
            return Place(AgendaItem(pk=public["items"][number]["id"]), ITEM_COLUMNS[key])
        case ("items", number, "outcomes", outcome, "text"):
            return Place(Outcome(pk=public["items"][number]["outcomes"][outcome]["id"]), "text")
    return None


def _where(public, path) -> str:
    match path:
        case ("items", number, *_rest):
            item = public["items"][number]
            return f"{item['number']} {item['title']}"
        case ("attendance", *_rest):
            return _("Present")
        case ("summary",):
            return _("Summary")
        case ("note",):
            return note_label()
    return _("Title, place and time")


def note_label() -> str:
    return _("What changed")


# -- What the editor does with a hit


def acknowledge(memo: Memo, digest: str, user) -> None:
    """Let a name stand in its sentence. Done twice, it is done once."""
    AcknowledgedHit.objects.get_or_create(memo=memo, digest=digest, defaults={"by": user})


def replace(memo: Memo, digests: set[str], with_pseudonyms: bool) -> int:
    """Mask the hits of these digests in the living texts, or put pseudonyms there; gives how many."""
    with transaction.atomic():
        memo = (
            Memo.objects.select_for_update(of=["self"]).select_related("meeting__workgroup").get(pk=memo.pk)
        )
        roster = Roster(memo.meeting)
        words = pseudonyms_of(memo, roster) if with_pseudonyms else guard.MASK
        public = snapshot(memo.meeting, Visibility.PUBLIC)
        places = {
            (type(hit.place.row), hit.place.row.pk, hit.place.column)
            for hit in open_hits(memo, public, roster=roster)
            if hit.place is not None and hit.digest in digests
        }
        done = sum(_rewrite(place, roster, digests, words) for place in places)
        Memo.objects.filter(pk=memo.pk).update(version=F("version") + 1)
    return done


def _rewrite(place, roster, digests, words) -> int:
    model, pk, column = place
    row = model.objects.select_for_update(of=["self"]).get(pk=pk)
    text = getattr(row, column)
    hits = [hit for hit in roster.guard.find(text) if digest_of(hit) in digests]
    changed = {column: guard.mask(text, hits, words)}
    if model is AgendaItem:
        changed["version"] = F("version") + 1
    if not isinstance(model._meta.get_field(column), TextField):
        changed[column] = changed[column][: model._meta.get_field(column).max_length]
    model.objects.filter(pk=pk).update(**changed)
    return len(hits)


def would_be(memo: Memo, roster: Roster) -> dict[str, str]:
    """The pseudonym of each hidden person in a memo: one given stays, and other memos have others."""
    secret = salted_hmac("workgroups.memo.pseudonyms", str(memo.pk), algorithm="sha256").hexdigest()
    hidden = set(roster.hidden)
    given = guard.pseudonyms(secret, hidden & roster.experts, EXPERT, memo.pseudonyms)
    return guard.pseudonyms(secret, hidden - roster.experts, OTHER, given)


def pseudonyms_of(memo: Memo, roster: Roster) -> dict[str, str]:
    """The same, kept from now on."""
    given = would_be(memo, roster)
    if given != memo.pseudonyms:
        memo.pseudonyms = given
        Memo.objects.filter(pk=memo.pk).update(pseudonyms=given)
    return given
