"""Two years of the check cycle with the real rules: does a catalogue stay right, and with how much work?

Organizations and the coordinator are dice; asking, reminding, answering, taking out and leaving to the
coordinator are the functions that run every night. Everything is written to the database it runs on.
"""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q

from services import listings
from services.checks import answers
from services.checks.due import AddMonths, last_checked, unconfirmed_for_long
from services.checks.requests import send_check_requests
from services.checks.waiting import waiting_for_coordinator
from services.models import (
    CheckRequest,
    Organization,
    OrganizationMail,
    PrivateContact,
    Proposal,
    ProposalState,
    Scope,
    Sector,
    Service,
    Status,
    SupportTier,
    Theme,
)
from services.search.entries import index_everything

DAY = datetime.timedelta(days=1)
YEAR_DAYS = 365
#: Of those asked, so many answer the first mail and so many a reminder; the rest never does.
ANSWER_FIRST, ANSWER_REMINDER = 0.60, 0.25
BRING_CHANGE = 0.25
ARCHIVED = 0.1  # of the rows that a coordinator handles; the rest is checked


@dataclass(frozen=True)
class Plan:
    """How big a catalogue, for how long, and how much a coordinator does."""

    listings: int = 1000
    organizations: int = 200
    months: int = 24
    rows_a_day: int = 10
    start: datetime.date = datetime.date(2027, 1, 1)
    seed: int = 1


@dataclass(frozen=True)
class MonthEnd:
    """How the catalogue stands on a month's last day, and what the month took."""

    day: datetime.date
    visible: int
    checked: int  # of the visible ones, within 12 months
    too_old: int  # visible, not checked for 18 months and not exempt
    kept: int  # visible, not checked for 18 months and exempt
    unchecked: int
    archived: int
    mails: int
    rows: int  # that the coordinator handled in the month
    most_rows: int  # on one working day
    left: int  # that wait for the coordinator

    @property
    def share(self) -> float:
        """The visible listings that were checked within 12 months, of all visible ones."""
        return self.checked / self.visible


class Simulation:
    def __init__(self, plan: Plan):
        self.plan = plan
        self.dice = random.Random(plan.seed)  # noqa: S311 - dice, no secrets
        self.coordinator = get_user_model()(is_superuser=True, is_active=True, is_staff=True)
        self.will_answer: dict[int, tuple[int, int]] = {}
        self.rows = self.most_rows = self.mails = 0

    def run(self) -> Iterator[MonthEnd]:
        """Fill the database and live through the months, a month's end after the other."""
        self._make_catalogue()
        day, months = self.plan.start, 0
        while months < self.plan.months:
            self._live(day)
            if (day + DAY).day == 1:
                yield self._month_end(day)
                self.rows = self.most_rows = self.mails = 0
                months += 1
                _count_rows()
            day += DAY

    # -- The catalogue

    def _make_catalogue(self):
        plan = self.plan
        theme = Theme.objects.create(slug="aihe", name_fi="Aihe")
        organizations = Organization.objects.bulk_create(
            Organization(slug=f"yhdistys-{n}", name_fi=f"Yhdistys {n}", sector=Sector.NGO)
            for n in range(plan.organizations)
        )
        PrivateContact.objects.bulk_create(
            PrivateContact(organization=organization, email=f"yhteys{n}@example.org")
            for n, organization in enumerate(organizations)
        )
        ages = [n * YEAR_DAYS // plan.listings for n in range(plan.listings)]
        self.dice.shuffle(ages)
        services = Service.objects.bulk_create(
            Service(
                slug=f"palvelu-{n}", name_fi=f"Palvelu {n}", tier=SupportTier.GREEN, scope=Scope.COUNTRY,
                organization=organizations[n % plan.organizations],
                assured_date=plan.start - DAY * ages[n], status=Status.PUBLISHED,
            )
            for n in range(plan.listings)
        )  # fmt: skip
        link = Service.themes.through
        link.objects.bulk_create(link(service=service, theme=theme) for service in services)
        index_everything()
        _count_rows()

    # -- A day

    def _live(self, day):
        self.mails += send_check_requests(day).mails
        self._answer(day)
        if day.weekday() < 5:
            self._coordinate(day)

    def _answer(self, day):
        """Who has their day today answers: all is right, or something changed."""
        right, changed = [], []
        for check in CheckRequest.objects.open().unanswered().filter(mail_count__gt=0).order_by("pk"):
            mail, delay = self.will_answer.setdefault(check.pk, self._temper())
            if check.mail_count == mail and check.mailed_on + DAY * delay == day:
                (changed if self.dice.random() < BRING_CHANGE else right).append(check)
        if right:
            answers.all_right(CheckRequest.objects.filter(pk__in=[check.pk for check in right]), day)
        for check in changed:
            answers.changed(check, {"email": "uusi@example.org"}, {"email": ""}, today=day)

    def _temper(self) -> tuple[int, int]:
        """After which mail and how many days later an organization answers; after mail 0: never."""
        luck = self.dice.random()
        if luck < ANSWER_FIRST:
            return 1, self.dice.randint(1, 13)
        if luck < ANSWER_FIRST + ANSWER_REMINDER:
            return self.dice.choice([2, 3]), self.dice.randint(1, 6)
        return 0, 0

    def _coordinate(self, day):
        """The coordinator handles rows until the day's measure is full: proposals, then the checks."""
        room = self.plan.rows_a_day
        proposals = list(Proposal.objects.filter(state=ProposalState.SENT).order_by("sent_at", "pk")[:room])
        checks = list(waiting_for_coordinator(self.coordinator)[: room - len(proposals)])
        Proposal.objects.filter(pk__in=[row.pk for row in proposals]).update(state=ProposalState.ACCEPTED)
        handled = [row.service_id for row in [*proposals, *checks]]
        ended = [pk for pk in handled if self.dice.random() < ARCHIVED]
        if handled:
            rest = Service.objects.filter(pk__in=set(handled) - set(ended))
            listings.assure(rest, self.coordinator, day)
            listings.archive(Service.objects.filter(pk__in=ended), self.coordinator)
        self.rows += len(handled)
        self.most_rows = max(self.most_rows, len(handled))

    # -- A month's end

    def _month_end(self, day) -> MonthEnd:
        visible = Service.objects.published()
        checked = visible.annotate(checked=last_checked()).annotate(fresh_until=AddMonths("checked", 12))
        old = unconfirmed_for_long(visible, day)
        is_kept = Q(check_requests__closed_on__isnull=True, check_requests__kept_on__isnull=False)
        kept = old.filter(is_kept).distinct().count()
        return MonthEnd(
            day=day,
            visible=visible.count(),
            checked=checked.filter(fresh_until__gte=day).count(),
            too_old=old.count() - kept,
            kept=kept,
            unchecked=Service.objects.filter(status=Status.UNCHECKED).count(),
            archived=Service.objects.filter(status=Status.ARCHIVED).count(),
            mails=self.mails,
            rows=self.rows,
            most_rows=self.most_rows,
            left=waiting_for_coordinator(self.coordinator).count()
            + Proposal.objects.filter(state=ProposalState.SENT).count(),
        )


def _count_rows():
    """Tell the database's planner how big the tables have become; elsewhere it learns that by itself."""
    models = (
        CheckRequest,
        OrganizationMail,
        CheckRequest.mails.through,
        Service,
        Organization,
        PrivateContact,
    )
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def most_mails_a_week() -> int:
    """The most mails that any organization got within seven days."""
    days: dict[int, list[datetime.date]] = {}
    for organization, day in OrganizationMail.objects.order_by("queued_on").values_list(
        "organization", "queued_on"
    ):
        days.setdefault(organization, []).append(day)
    return max(
        (sum(0 <= (other - day).days < 7 for other in some) for some in days.values() for day in some),
        default=0,
    )
