"""Everything the page of one service says, in the order in which a parent asks."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import hours
from services.cards import area_names, area_text, with_cards
from services.furniture import guidance_of
from services.hours import Hours
from services.models import (
    Access,
    Anonymous,
    Area,
    Audience,
    Closure,
    Contact,
    District,
    Format,
    Group,
    LinkKind,
    Municipality,
    Network,
    Phone,
    Picture,
    Schedule,
    Scope,
    Service,
    ServiceAtLocation,
    ServiceLink,
    Status,
    Theme,
)
from services.rows import as_rows, gather
from services.search.languages import language_name, language_tag
from services.search.page import age_label

#: Links that are the next step itself, in the order of the buttons.
STEP_LINKS = (LinkKind.BOOK, LinkKind.APPLY, LinkKind.CHAT)
SESSIONS_SHOWN = 4
SIMILAR_SHOWN = 3


def service_with_facts(slug: str) -> Service:
    """One service with all small rows beside it in one query. Raises Service.DoesNotExist."""
    own = OuterRef("pk")
    return (
        Service.objects.select_related("organization", "responsible_area")
        .annotate(
            theme_rows=gather(Theme.objects.filter(services=own).order_by("pk"), "slug", "*name"),
            audience_rows=gather(Audience.objects.filter(services=own).order_by("pk"), "slug", "*name"),
            network_rows=gather(Network.objects.filter(services=own).order_by("slug"), "slug", "*name"),
            area_rows=gather(Area.objects.filter(service_set=own).order_by("sort_fi"), "kind", "*short_name"),
            municipality_rows=gather(
                Municipality.objects.filter(service_set=own).order_by("sort_fi"), "slug", "code", "*name"
            ),
            district_rows=gather(District.objects.filter(service_set=own).order_by("slug"), "*name"),
            phone_rows=gather(
                Phone.objects.filter(service=own).order_by("position", "pk"),
                "number",
                "*description",
                "languages",
            ),
            contact_rows=gather(
                Contact.objects.filter(service=own).order_by("position", "pk"),
                "*role",
                "*place",
                "phone",
                "email",
            ),
            link_rows=gather(
                ServiceLink.objects.filter(service=own).order_by("position", "pk"), "kind", "*label", "url"
            ),
            picture_rows=gather(
                Picture.objects.filter(service=own), "digest", "media_type", "*alt", "*credit"
            ),
        )
        .get(slug=slug)
    )


@dataclass
class PlaceView:
    """One place of a service: where it is, its week, its closed days, whether it is open now."""

    location: object
    hours: list[Hours]
    closures: list

    @property
    def is_public(self):
        return not self.location.is_confidential

    @cached_property
    def closed_days(self):
        return {closure.date("date") for closure in self.closures}

    @cached_property
    def rows(self):
        return hours.week(self.hours, self.closed_days) if self.is_public else []

    @cached_property
    def notes(self):
        """Seasons and what the hours say besides times."""
        today = timezone.localdate()
        notes = []
        for line in self.hours:
            season = ""
            if line.valid_from and line.valid_from > today:
                season = _("from %(date)s") % {"date": hours.date_text(line.valid_from)}
                days = hours.days_text(line.days)
                season = " ".join([days, hours.times_text(line.opens_at, line.closes_at), season])
            text = ": ".join(filter(None, [season, line.description]))
            if text and text not in notes and (line.valid_to is None or line.valid_to >= today):
                notes.append(text)
        return notes if self.is_public else []

    @cached_property
    def closures_text(self):
        """Coming closed days as ranges: "23.12.–6.1."."""
        return closed_ranges(self.closed_days) if self.is_public else []

    @cached_property
    def open_now(self):
        """ "Auki nyt, klo 15 asti", or empty."""
        until = hours.open_until(self.hours, self.closed_days) if self.is_public else None
        return _("Open now, until %(time)s") % {"time": hours.closing_text(until)} if until else ""

    @property
    def map_url(self):
        """The address in an open map elsewhere: a link, never a picture that would tell who looks."""
        place = self.location
        if not self.is_public or place.latitude is None or place.longitude is None:
            return ""
        point = {"mlat": place.latitude, "mlon": place.longitude}
        return f"https://www.openstreetmap.org/?{urlencode(point)}#map=17/{place.latitude}/{place.longitude}"


def closed_ranges(days: set[datetime.date], today=None) -> list[str]:
    """Days from today on, neighbours joined: `["23.12.–6.1."]`."""
    today = today or timezone.localdate()
    runs: list[list[datetime.date]] = []
    for day in sorted(day for day in days if day >= today):
        if runs and day - runs[-1][1] == datetime.timedelta(days=1):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    texts = []
    for first, last in runs:
        ends = [f"{day.day}.{day.month}." for day in ([first] if first == last else [first, last])]
        texts.append("–".join(ends))
    return texts


@dataclass
class GroupView:
    """A dated run of the group: its next sessions and how to join."""

    group: Group
    has_confidential_service: bool = False

    @cached_property
    def is_public(self):
        """A group without a place of its own meets at its service's."""
        if self.group.location is None:
            return not self.has_confidential_service
        return self.group.is_place_public()

    @cached_property
    def all_sessions(self):
        return self.group.sessions()

    @cached_property
    def coming(self):
        return self.group.coming_sessions() if self.is_public else []

    @property
    def sessions(self):
        """The next sessions as weekday, date and times."""
        times = hours.times_text(self.group.opens_at, self.group.closes_at)
        return [
            {
                "day": hours.weekday_text(day.weekday()),
                "date": hours.date_text(day),
                "times": times,
                "iso": day,
            }
            for day in self.coming[:SESSIONS_SHOWN]
        ]

    @property
    def more(self):
        return max(len(self.coming) - SESSIONS_SHOWN, 0)

    @property
    def places_text(self):
        left = self.group.places_left
        if left is None:
            return ""
        if left == 0:
            return _("The group is full.")
        return ngettext("There is room for %(left)d more.", "There is room for %(left)d more.", left) % {
            "left": left
        }

    @property
    def can_sign_up(self):
        until = self.group.registration_until
        return until is None or until >= timezone.localdate()


class ServiceDetail:
    """What the template reads, beside the service itself."""

    def __init__(self, service: Service, site_area: Area | None = None):
        self.service = service
        self.site_area = site_area

    # -- is this for us

    @cached_property
    def themes(self):
        return as_rows(self.service.theme_rows)

    @cached_property
    def audiences(self):
        return as_rows(self.service.audience_rows)

    @property
    def networks(self):
        return as_rows(self.service.network_rows)

    @property
    def age_text(self):
        return age_range(self.service.minimum_age_months, self.service.maximum_age_months)

    @property
    def area_text(self):
        text = area_text(
            self.service.scope,
            area_names(self.service.scope, as_rows(self.service.area_rows)),
            [row.name for row in as_rows(self.service.municipality_rows)],
        )
        districts = ", ".join(str(row.name) for row in as_rows(self.service.district_rows))
        return f"{text} ({districts})" if districts and self.service.scope == Scope.MUNICIPALITIES else text

    @property
    def languages(self):
        return [{"name": language_name(code), "lang": language_tag(code)} for code in self.service.languages]

    # -- how to get in

    @property
    def ways_in(self):
        return [str(Access(value).label) for value in self.service.access]

    @property
    def formats(self):
        return [str(Format(value).label) for value in self.service.formats]

    @property
    def anonymous_text(self):
        return str(Anonymous(self.service.anonymous).label) if self.service.anonymous else ""

    @cached_property
    def phones(self):
        return as_rows(self.service.phone_rows)

    @cached_property
    def contacts(self):
        return as_rows(self.service.contact_rows)

    @cached_property
    def _links(self):
        return as_rows(self.service.link_rows)

    @property
    def step_links(self):
        """Book, apply, chat: each with the words of its button."""
        order = {kind.value: position for position, kind in enumerate(STEP_LINKS)}
        links = sorted(
            (link for link in self._links if link.kind in order), key=lambda link: order[link.kind]
        )
        return [{"url": link.url, "label": LinkKind(link.kind).label, "kind": link.kind} for link in links]

    @property
    def other_links(self):
        steps = {kind.value for kind in STEP_LINKS}
        return [
            {
                "url": link.url,
                "label": link.label or LinkKind(link.kind).label,
                "kind": LinkKind(link.kind).label,
            }
            for link in self._links
            if link.kind not in steps
        ]

    @cached_property
    def guidance(self):
        """Somebody to ask where the service itself gives no number: none is ever invented."""
        if self.phones:
            return None
        return guidance_of(self.service.responsible_area, self.site_area)

    # -- where and when

    @cached_property
    def places(self):
        own = OuterRef("pk")
        rows = (
            ServiceAtLocation.objects.filter(service=self.service)
            .select_related("location__municipality")
            .defer("location__municipality__outline")
            .annotate(
                schedule_rows=gather(
                    Schedule.objects.filter(at_location=own).order_by("position", "pk"),
                    "byday", "opens_at", "closes_at", "valid_from", "valid_to", "*description",
                ),
                closure_rows=gather(
                    Closure.objects.filter(at_location=own).order_by("date"), "date", "*description"
                ),
            )
        )  # fmt: skip
        return [PlaceView(row.location, _hours(row.schedule_rows), as_rows(row.closure_rows)) for row in rows]

    @property
    def public_places(self):
        return [place for place in self.places if place.is_public]

    @property
    def has_confidential_place(self):
        return any(not place.is_public for place in self.places)

    @property
    def open_now(self):
        return next((place.open_now for place in self.places if place.open_now), "")

    @cached_property
    def groups(self):
        groups = Group.objects.filter(service=self.service).not_over()
        groups = groups.select_related("location", "municipality").defer("municipality__outline")
        return [GroupView(group, self.has_confidential_place) for group in groups]

    # -- may it be trusted, and what else is there

    @property
    def checked_on(self):
        return self.service.checked_on

    @property
    def is_old(self):
        return self.checked_on is not None and self.service.needs_checking()

    @property
    def is_unchecked(self):
        """It left the search; only its own address is left, for who has kept it."""
        return self.service.status == Status.UNCHECKED

    @cached_property
    def is_unconfirmed(self):
        """Nobody has vouched for it for a year and a half, and the reader is told so first."""
        return self.is_unchecked or self.service.is_unconfirmed()

    @cached_property
    def similar(self):
        found = Service.objects.published().for_families().similar_to(self.service)
        return with_cards(found.for_cards()[:SIMILAR_SHOWN])

    @property
    def shows_crisis_box(self):
        crisis_themes = Theme.CRISIS_SLUGS & {theme.slug for theme in self.themes}
        return 3 in self.service.all_tiers() or bool(crisis_themes)

    @property
    def picture(self):
        for row in as_rows(self.service.picture_rows):
            url = reverse("picture", args=[row.digest])
            return {"url": url, "alt": row.alt, "credit": row.credit}
        return None

    @property
    def json_ld(self) -> dict:
        """The service in schema.org's words; a confidential place is never in it."""
        from services.structured_data import service_data

        return service_data(self)


def _hours(rows) -> list[Hours]:
    return [
        Hours(
            hours.day_numbers(row.byday),
            row.time("opens_at"),
            row.time("closes_at"),
            row.date("valid_from"),
            row.date("valid_to"),
            row.description,
        )
        for row in as_rows(rows)
    ]


def age_range(first: int | None, last: int | None) -> str:
    """A child's age limits in months in words: "0–6 vuotta", "raskaudesta alkaen"; empty without limits."""
    if first is None and last is None:
        return ""
    if last is not None and last < 0:
        return age_label("pregnancy")
    lower = _("from pregnancy on") if first is not None and first < 0 else _age(first)
    if last is None and first == 0:
        return ""
    if last is None:
        return lower if first is not None and first < 0 else _("%(age)s and over") % {"age": lower}
    if first is None or first == 0:
        return _under(last + 1)
    if first < 0:
        return _("pregnancy and %(ages)s") % {"ages": _under(last + 1)}
    if first == last or (first % 12 == 0 and last == first + 11):
        return lower
    if first % 12 == 0 and (last + 1) % 12 == 0:
        return _("%(first)d–%(last)d years") % {"first": first // 12, "last": last // 12}
    if first < 24 and last < 24:
        return _("%(first)s–%(last)s months") % {"first": first, "last": last}
    return f"{lower} – {_age(last)}"


def _age(months):
    return "" if months is None else _years_or_months(months)


def _under(months):
    if months % 12 and months < 36:
        return ngettext("under %(months)d month", "under %(months)d months", months) % {"months": months}
    years = months // 12
    return ngettext("under %(years)d year", "under %(years)d years", years) % {"years": years}


def _years_or_months(months):
    if months % 12 and months < 36:
        return ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
    return ngettext("%(years)d year", "%(years)d years", months // 12) % {"years": months // 12}
