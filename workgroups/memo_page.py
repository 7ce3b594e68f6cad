"""A memo as a page shows it: made of a snapshot (`workgroups.memo.snapshot`), living or published."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import pgettext

from workgroups.models import ActionState, Outcome, OutcomeKind, Role, RoleInMeeting


@dataclass(frozen=True)
class Due:
    """When an action is due: a day, the next meeting, or both."""

    day: datetime.date | None = None
    is_next_meeting: bool = False

    def __bool__(self):
        return bool(self.day or self.is_next_meeting)


@dataclass
class OutcomeView:
    """A decision or an action in words, and what it points at: pairs of a name and an address."""

    id: int
    kind: str
    text: str
    owner: str = ""
    is_owned_by_all_partners: bool = False
    due: Due = field(default_factory=Due)
    state: str = ""
    parts_done: int = 0
    parts: int = 0
    links: list = field(default_factory=list)

    @property
    def is_done(self):
        return self.state == ActionState.DONE

    @property
    def is_dropped(self):
        return self.state == ActionState.DROPPED


@dataclass(frozen=True)
class Attendees:
    """Those of one organization who were there, and how many they are."""

    organization: str
    people: list

    @property
    def count(self):
        return len(self.people)


class MemoPage:
    """What `workgroups/_memo.html` reads. One query, for what the outcomes point at and how actions stand."""

    def __init__(self, content: dict, group):
        self.content = content
        self.group = group
        self.title = content["title"]
        self.number = content["number"]
        self.summary = content["summary"]
        self.date = _date(content["date"])
        self.start_time = _time(content["start_time"])
        self.end_time = _time(content["end_time"])
        self.place = content["place"]
        self.items = [self._item(item) for item in content["items"]]
        outcomes = [outcome for item in self.items for outcome in item["outcomes"]]
        with_living_rows(outcomes)
        self.decisions = [outcome for outcome in outcomes if outcome.kind == OutcomeKind.DECISION]
        self.actions = [outcome for outcome in outcomes if outcome.kind == OutcomeKind.ACTION]

    @property
    def next_meeting(self) -> dict | None:
        row = self.content["next_meeting"]
        if row is None:
            return None
        times = {name: _time(row[name]) for name in ("start_time", "end_time")}
        return {"date": _date(row["date"]), "place": row["place"]} | times

    def _item(self, item) -> dict:
        """The item with views of its outcomes, and the address of the meeting it came from."""
        origin = item["continues"]
        if origin:
            address = reverse("workgroups:meeting_detail", args=[self.group.slug, origin["address"]])
            origin = {"date": _date(origin["date"]), "url": address}
        return item | {
            "continues": origin,
            "outcomes": [self._outcome(outcome) for outcome in item["outcomes"]],
        }

    def _outcome(self, outcome) -> OutcomeView:
        is_next = outcome["due"] == "next_meeting"
        following = self.content["next_meeting"] or {"date": ""}
        return OutcomeView(
            id=outcome["id"],
            kind=outcome["kind"],
            text=outcome["text"],
            owner="" if outcome["owner"] == "*" else outcome["owner"],
            is_owned_by_all_partners=outcome["owner"] == "*",
            due=Due(_date(following["date"] if is_next else outcome["due"]), is_next),
        )

    # -- Who was there

    @property
    def present(self) -> list[Attendees]:
        return _by_organization(self.content["attendance"]["present"])

    @property
    def experts_by_experience(self) -> list[dict]:
        return [row for row in self.content["attendance"]["present"] if row["is_expert_by_experience"]]

    @property
    def excused(self) -> list[dict]:
        return [_alone(row) for row in self.content["attendance"]["excused"]]

    @property
    def absent(self) -> list[dict]:
        return [_alone(row) for row in self.content["attendance"]["absent"]]

    @property
    def unnamed(self) -> int:
        return self.content["attendance"]["unnamed"]

    @property
    def has_attendance(self) -> bool:
        attendance = self.content["attendance"]
        return bool(self.unnamed or attendance["present"] or attendance["excused"] or attendance["absent"])

    @property
    def is_attendance_complete(self) -> bool:
        return self.content["attendance"]["is_complete"]


def with_living_rows(views: list[OutcomeView]) -> None:
    """Add to `views` how each action stands today and what it points at. Rows that are gone add nothing."""
    rows = Outcome.objects.filter(pk__in=[view.id for view in views])
    rows = rows.select_related("service", "municipality", "theme").annotate(
        parts_count=Count("parts"), parts_done=Count("parts", filter=Q(parts__done_on__isnull=False))
    )
    by_id = {row.pk: row for row in rows} if views else {}
    for view in views:
        if row := by_id.get(view.id):
            view.state, view.parts, view.parts_done = row.state, row.parts_count, row.parts_done
            view.links = links_of(row)


def links_of(outcome) -> list[tuple]:
    """What the outcome points at in the directory: names with addresses."""
    found = []
    if outcome.service and outcome.service.status == "published":
        found.append((outcome.service.name, outcome.service.get_absolute_url()))
    if outcome.municipality:
        found.append((outcome.municipality.name, outcome.municipality.get_absolute_url()))
    if outcome.theme:
        search = reverse("services:service_list")
        found.append((outcome.theme.name, f"{search}?theme={outcome.theme.slug}"))
    return found


def _by_organization(rows: list[dict]) -> list[Attendees]:
    """The rows by organization in the order of their first; experts by experience stand for themselves."""
    found = {}
    for row in rows:
        if not row["is_expert_by_experience"]:
            found.setdefault(row["organization"], []).append(_line(row, row["name"], row["title"]))
    return [Attendees(organization, people) for organization, people in found.items()]


def _line(row, *words) -> dict:
    """An attendee in a line: `words` that the group wrote, and labels of ours."""
    labels = [RoleInMeeting(row["role"]).label] if row["role"] else []
    if row["is_remote"]:
        labels.append(pgettext("attendance", "remotely"))
    return {"words": [word for word in words if word], "labels": labels}


def _alone(row) -> dict:
    """An attendee whose organization stands in the same line."""
    line = _line(row, row["name"], row["title"], row["organization"])
    if row["is_expert_by_experience"]:
        line["labels"].insert(0, Role.EXPERT_BY_EXPERIENCE.label)
    return line


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _time(text: str) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None
