"""What one card of a list says: for whom, how to get in, when, where, cost, phone, checked."""

import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import hours
from services.models import (
    Access,
    Area,
    AreaKind,
    Audience,
    Cost,
    Format,
    Group,
    LinkKind,
    Municipality,
    Phone,
    Schedule,
    Scope,
    ServiceAtLocation,
    ServiceLink,
)
from services.rows import as_rows, gather
from services.search.facets import place_terms
from services.translated import finnish_order, joined

#: More municipalities than this are told as a number.
NAMES_SHOWN = 3


def card_facts(today: datetime.date) -> dict:
    """Annotations: the rows of related tables that a card reads, each a small list of dicts."""
    own = OuterRef("pk")
    return {
        "card_audiences": gather(Audience.objects.filter(services=own).order_by("pk"), "slug", "*name"),
        "card_areas": gather(Area.objects.filter(service_set=own).order_by("sort_fi"), "kind", "*short_name"),
        "card_municipalities": gather(
            Municipality.objects.filter(service_set=own).order_by("sort_fi"), "slug", "*name"
        ),
        "card_phones": gather(Phone.objects.filter(service=own).order_by("position", "pk")[:1], "number"),
        "card_chat": gather(ServiceLink.objects.filter(service=own, kind=LinkKind.CHAT)[:1], "url"),
        "card_places": gather(
            ServiceAtLocation.objects.filter(service=own).order_by("position", "pk")[:2],
            place="*location__name",
            town="*location__municipality__name",
            is_confidential="location__is_confidential",
        ),
        "card_hours": gather(
            Schedule.objects.filter(
                public_place_of(own), Q(valid_to__isnull=True) | Q(valid_to__gte=today)
            ).order_by("at_location__position", "at_location_id", "position", "pk")[:4],
            "byday",
            "opens_at",
            "closes_at",
            "valid_from",
            "at_location_id",
        ),
        "has_confidential_place": Exists(
            ServiceAtLocation.objects.filter(service=own, location__is_confidential=True)
        ),
        "card_groups": gather(
            Group.objects.filter(service=own, ends_on__gte=today)
            .at_public_place()
            .order_by("starts_on", "pk")[:1],
            "starts_on",
            "ends_on",
            "byday",
            "opens_at",
            "closes_at",
        ),
    }


def public_place_of(service) -> Q:
    """Hours of a service at places that may be told: those of a confidential one would tell of it."""
    return Q(at_location__service=service, at_location__location__is_confidential=False)


class Card:
    """The facts of one service from `for_cards()`, in words; what is not known is empty."""

    #: The name, the summary and a piece of the description with marked words, after a search for words.
    marked_name = ""
    marked_summary = ""
    snippet = ""

    def __init__(self, service, homes=(), today=None):
        self.service = service
        self.homes = homes
        self.today = today or timezone.localdate()

    @cached_property
    def audiences(self):
        """For whom; "everyone" says nothing beside narrower words."""
        rows = as_rows(self.service.card_audiences)
        narrow = [row for row in rows if row.slug not in Audience.GENERAL_SLUGS]
        return [row.name for row in narrow or rows]

    @cached_property
    def ways_in(self):
        return [str(Access(value).label) for value in self.service.access]

    @cached_property
    def is_confidential(self):
        return self.service.has_confidential_place

    @cached_property
    def where(self):
        """Places by name, else the area served; a confidential place is only said to be told on contact."""
        if self.is_confidential:
            return [_("You will be told the place when you get in touch")]
        places = as_rows(self.service.card_places)
        if places:
            return [joined(row.place, row.town) for row in places]
        if set(self.service.formats) and set(self.service.formats) <= Format.distant():
            return [_("By phone or online, wherever you live")]
        return [self.area_text]

    @cached_property
    def area_text(self):
        """The area served in words that inflect no name."""
        return area_text(
            self.service.scope,
            area_names(self.service.scope, as_rows(self.service.card_areas)),
            [row.name for row in as_rows(self.service.card_municipalities)],
        )

    @cached_property
    def serves(self):
        """Which of two chosen homes the service is open to; empty unless two were chosen."""
        if len(self.homes) < 2:
            return []
        places = set(self.service.entry.places)
        return [home.name for home in self.homes if places & set(place_terms(home))]

    @property
    def distance_km(self):
        return getattr(self.service, "distance_km", None)

    @property
    def cost(self):
        return "" if self.service.cost == Cost.UNKNOWN else self.service.get_cost_display()

    @cached_property
    def phone(self):
        rows = as_rows(self.service.card_phones)
        return rows[0] if rows else None

    @cached_property
    def chat_url(self):
        rows = as_rows(self.service.card_chat)
        return rows[0].url if rows else None

    @cached_property
    def when(self):
        """The next group, else the week's hours; nothing for a confidential place."""
        if self.is_confidential:
            return ""
        for row in as_rows(self.service.card_groups):
            return group_when(
                row.date("starts_on"), row.byday, row.time("opens_at"), row.time("closes_at"), self.today
            )
        lines = [row for row in as_rows(self.service.card_hours) if row.opens_at]
        first_place = [row for row in lines if row.at_location_id == lines[0].at_location_id]
        in_season = [row for row in first_place if not row.valid_from or row.date("valid_from") <= self.today]
        return ", ".join(_hours_words(row) for row in in_season[:2])

    @property
    def checked_on(self):
        return self.service.checked_on

    @property
    def is_old(self):
        return self.checked_on is not None and self.service.needs_checking(self.today)

    @property
    def is_neighbour(self):
        return getattr(self.service, "is_neighbour", False)


def _hours_words(row):
    days = hours.days_text(hours.day_numbers(row.byday))
    return " ".join(filter(None, [days, hours.times_text(row.time("opens_at"), row.time("closes_at"))]))


def area_names(scope: str, areas) -> list[str]:
    """The short names of the areas that count in this scope: a region left over in counties does not."""
    kind = AreaKind.COUNTY if scope == Scope.COUNTIES else AreaKind.REGION
    return [area.short_name for area in areas if area.kind == kind]


def area_text(scope: str, areas: list[str], municipalities: list[str]) -> str:
    """ "Koko Pirkanmaa", "Nokia, Pirkkala", "Nokia, Pirkkala ja 5 muuta kuntaa" or "Koko maa"."""
    if scope == Scope.COUNTRY:
        return _("The whole country")
    if scope in (Scope.COUNTIES, Scope.REGIONS):
        return ", ".join(_("All of %(area)s") % {"area": area} for area in areas)
    names = sorted(map(str, municipalities), key=finnish_order)
    if len(names) <= NAMES_SHOWN + 1:
        return ", ".join(names)
    more = len(names) - NAMES_SHOWN
    return ngettext("%(names)s and %(more)d other", "%(names)s and %(more)d others", more) % {
        "names": ", ".join(names[:NAMES_SHOWN]),
        "more": more,
    }


def group_when(starts_on, byday, opens_at, closes_at, today) -> str:
    """ "Alkaa 13.1.2027 klo 17.30" before the first time, "ke 17.30–19.30" once it runs."""
    if starts_on > today:
        start = hours.date_text(starts_on)
        clock = f" {hours.clock_text(opens_at)}" if opens_at else ""
        return _("Starts %(date)s") % {"date": start} + clock
    days = hours.days_text(hours.day_numbers(byday))
    return " ".join(filter(None, [days, hours.times_text(opens_at, closes_at)]))


def with_cards(services, homes=()):
    """The services as a list, each with its `card`."""
    found = list(services)
    for service in found:
        service.card = Card(service, homes)
    return found
