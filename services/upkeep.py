"""What waits for a coordinator: listings that are out of date or lack something."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services import proposals, roles
from services.checks.waiting import waiting_for_coordinator
from services.models import (
    PROFESSIONAL_TIERS,
    CheckRequest,
    Phone,
    ProposalState,
    Service,
    ServiceAtLocation,
    Status,
    SupportTier,
)
from services.models.service import CHECK_INTERVAL_DAYS


@dataclass(frozen=True)
class Question:
    """A question about listings: how it reads in a filter, and the condition that answers it."""

    label: str
    condition: Callable[[], Q]


def never_checked() -> Q:
    return Q(assured_date__isnull=True, confirmed_at__isnull=True)


def checked_long_ago() -> Q:
    """Somebody vouched for it once, but not within the last year; the newer of the two days counts."""
    limit = timezone.localdate() - datetime.timedelta(days=CHECK_INTERVAL_DAYS)
    assured = Q(assured_date__isnull=True) | Q(assured_date__lt=limit)
    confirmed = Q(confirmed_at__isnull=True) | Q(confirmed_at__date__lt=limit)
    return assured & confirmed & ~never_checked()


def due() -> Q:
    return never_checked() | checked_long_ago()


def _without(model) -> Q:
    return ~Q(Exists(model.objects.filter(service=OuterRef("pk"))))


#: So many of the listings that only a coordinator can settle stand on the front page by name.
MOST_WAITING = 10

#: By the value in the address of a filtered list.
CHECKING = {
    "due": Question(_("to be checked now"), due),
    "never": Question(_("never checked"), never_checked),
    "year": Question(_("checked over a year ago"), checked_long_ago),
    "fresh": Question(_("checked within a year"), lambda: ~due()),
}
LACKING = {
    "phone": Question(_("no phone number"), lambda: _without(Phone)),
    "place": Question(_("no place"), lambda: _without(ServiceAtLocation)),
    "sv": Question(_("nothing in Swedish"), lambda: Q(name_sv="")),
    "en": Question(_("nothing in English"), lambda: Q(name_en="")),
    "ended": Question(_("its project has ended"), lambda: Q(project_ends_on__lt=timezone.localdate())),
}


@dataclass(frozen=True)
class Task:
    """A line of the morning's table: how many, of what, and the filters of the list that holds them."""

    count: int
    label: str
    filters: dict[str, str]
    note: str = ""
    listing: str = "services_service"

    @property
    def url(self) -> str:
        """The address of the filtered list."""
        return f"{reverse(f'admin:{self.listing}_changelist')}?{urlencode(self.filters)}"


@dataclass(frozen=True)
class TierCount:
    """The published services of a tier, under the professionals' word for it."""

    tier: int
    label: str
    count: int

    @property
    def query(self) -> str:
        return urlencode({"status__exact": Status.PUBLISHED.value, "tier": self.tier})


@dataclass(frozen=True)
class Morning:
    """The front page of the admin."""

    today: list[Task]
    this_week: list[Task]
    tiers: list[TierCount]
    waiting: list[CheckRequest]


def morning(user) -> Morning:
    """What waits for `user` among the listings that they may change, in four queries."""
    public = Q(status=Status.PUBLISHED)
    draft = Q(status=Status.DRAFT)
    counts = Service.objects.editable_by(user).aggregate(
        total=Count("pk", filter=public),
        drafts=Count("pk", filter=draft),
        oldest_draft=Min("created_at", filter=draft),
        national=Count("pk", filter=public & Q(responsible_area__isnull=True)),
        **{f"due_{key}": Count("pk", filter=public & CHECKING[key].condition()) for key in ("never", "year")},
        **{
            f"no_{key}": Count("pk", filter=public & question.condition())
            for key, question in LACKING.items()
        },
        **{f"tier_{tier.value}": Count("pk", filter=public & Q(tier=tier)) for tier in SupportTier},
    )
    total = counts["total"]
    of_all = ngettext("of %(count)d service", "of %(count)d services", total) % {"count": total}

    def among_public(name, label, note="", **filters):
        return Task(counts[name], label, {"status__exact": Status.PUBLISHED.value} | filters, note)

    sent = {"state": ProposalState.SENT.value}
    unsettled = waiting_for_coordinator(user)
    today = [
        Task(
            proposals.sent_to(user).filter(**sent).count(),
            _("Proposals to approve"),
            {"state__exact": sent["state"]},
            listing="services_proposal",
        ),
        Task(unsettled.count(), _("Services that only you can decide about"), {"waits": "yes"}),
        Task(
            counts["drafts"],
            _("Drafts not published yet"),
            {"status__exact": "draft"},
            _age(counts["oldest_draft"]),
        ),
        among_public("due_never", _("Services never checked"), of_all, due="never"),
        among_public("no_ended", _("Services whose project has ended"), lacks="ended"),
    ]
    this_week = [
        among_public("due_year", _("Services not checked for over a year"), of_all, due="year"),
        among_public("no_phone", _("Services without a phone number"), lacks="phone"),
        among_public("no_sv", _("Services without Swedish"), lacks="sv"),
        among_public("no_en", _("Services without English"), lacks="en"),
    ]
    if roles.is_national(user):
        this_week.insert(
            1, among_public("national", _("Services without a responsible area"), area="national")
        )
    tiers = [
        TierCount(tier.value, PROFESSIONAL_TIERS[tier], counts[f"tier_{tier.value}"]) for tier in SupportTier
    ]
    return Morning(today, this_week, tiers, list(unsettled[:MOST_WAITING]))


def _age(oldest) -> str:
    """ "The oldest 2 days" for a point in time; nothing for today or where there is none."""
    days = (timezone.localdate() - timezone.localdate(oldest)).days if oldest else 0
    if not days:
        return ""
    return ngettext("the oldest %(count)d day", "the oldest %(count)d days", days) % {"count": days}
