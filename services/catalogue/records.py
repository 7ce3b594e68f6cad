"""What each type of line holds. The order of the types is that of a dump: nothing refers forward."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from services.catalogue.choices import Choice, Choices, Synonyms, Words
from services.catalogue.fields import (
    Degrees,
    Email,
    Flag,
    Number,
    Plain,
    Text,
    Url,
    Wrong,
    YesNo,
    phone_number,
)
from services.catalogue.pictures import PictureBytes, ServicePicture
from services.catalogue.relations import (
    AreaServed,
    MunicipalityCode,
    PostalCodes,
    Reference,
    References,
    ResponsibleArea,
)
from services.catalogue.shapes import Parts, Place, Places, Programme, Shape
from services.catalogue.times import Date, Dates, Moment, PastDate, Time
from services.models import (
    Access,
    Anonymous,
    Attending,
    Audience,
    ChildAttends,
    Contact,
    Cost,
    District,
    Event,
    Format,
    Group,
    GroupKind,
    LinkKind,
    Network,
    Organization,
    Phone,
    Sector,
    Service,
    ServiceAtLocation,
    ServiceLink,
    Status,
    SupportTier,
    Theme,
    Weekday,
)
from services.models.groups import LONGEST_RUN_DAYS

TIERS = {"green": SupportTier.GREEN, "yellow": SupportTier.YELLOW, "red": SupportTier.RED}
OLDEST_MONTHS = 1200


@dataclass(frozen=True)
class Kind:
    """A type of line and the model whose rows it makes."""

    name: str
    model: type[Model]
    shape: Shape
    has_slug: bool = False  # whether a line may name the slug

    def describe(self, row, keys) -> dict:
        """The whole line of a row, as a dump writes it."""
        line = {"type": self.name, "id": row.external_id}
        if row.source:
            line["source"] = row.source
        if self.has_slug:
            line["slug"] = row.slug
        return line | self.shape.describe(row, keys)


def _in_order(first: str, last: str, what: str, as_=lambda value: value):
    """A check that `first` is not after `last`, where both are given."""

    def check(found):
        if first in found and last in found and as_(found[first]) > as_(found[last]):
            return [(last, f"{found[last]} is before {first} {found[first]}; expected {what} in order")]
        return []

    return check


def _group_dates(found):
    if problems := _in_order("starts_on", "ends_on", "the first and the last day")(found):
        return problems
    first, last = (datetime.date.fromisoformat(found[key]) for key in ("starts_on", "ends_on"))
    if (last - first).days >= LONGEST_RUN_DAYS:
        text = f"{last} is two years or more after starts_on {first}; expected one run of the group"
        return [("ends_on", text)]
    return []


def _both_degrees(found):
    missing = {"latitude", "longitude"} - found.keys()
    if len(missing) == 1:
        return [(missing.pop(), "missing; a point needs both a latitude and a longitude")]
    return []


def _term(noun: str) -> Shape:
    return Shape(
        noun,
        {
            "name": Text(required=True),
            "description": Text(),
            "synonyms": Synonyms(),
            "ptv": Words(20),
        },
    )


def _years_to_months(line: Mapping):
    """Ages in whole years as months: a maximum age of 6 lasts until the seventh birthday."""
    line, problems = dict(line), []
    for key, months in (("minimum_age", 0), ("maximum_age", 11)):
        years = line.pop(key, None)
        if years is None:
            continue
        if f"{key}_months" in line:
            problems.append((key, f"stands beside {key}_months; expected only one of them"))
            continue
        try:
            line[f"{key}_months"] = Number(0, OLDEST_MONTHS // 12 - 1, "years").read(years) * 12 + months
        except Wrong as wrong:
            problems += wrong.under(key)
    return line, problems


def _weekdays(**options) -> Choices:
    return Choices(Weekday.values, **options)


def _languages() -> Words:
    return Words(11, r"[a-z]{2,3}|interpreter", "a language code of ISO 639, such as fi, or interpreter")


_PLACE = Shape(
    "place",
    {
        "name": Text(),
        "address": Text(),
        "postal_code": Plain(5, r"[0-9]{5}", 'five digits as text, such as "33500"'),
        "municipality": MunicipalityCode(),
        "latitude": Degrees(-90, 90),
        "longitude": Degrees(-180, 180),
        "accessibility": Text(),
        "confidential": Flag("is_confidential"),
    },
    _both_degrees,
)
_SCHEDULE = Shape(
    "schedule",
    {
        "byday": _weekdays(),
        "opens_at": Time(),
        "closes_at": Time(),
        "valid_from": Date(),
        "valid_to": Date(),
        "description": Text(),
    },
    _in_order("valid_from", "valid_to", "the first and the last day"),
)
_CLOSURE = Shape("closed day", {"date": Date(required=True), "description": Text()})
_PHONE = Shape(
    "phone",
    {"number": phone_number(required=True), "description": Text(), "languages": _languages()},
)
_CONTACT = Shape("contact", {"role": Text(), "place": Text(), "phone": phone_number(), "email": Email()})
_LINK = Shape(
    "link",
    {"kind": Choice(LinkKind.values, default=LinkKind.OTHER), "label": Text(), "url": Url(required=True)},
)
_SESSION = Shape("session", {"title": Text(required=True), "for": Text()})
_PICTURE = Shape("picture", {"url": PictureBytes(required=True), "alt": Text(), "credit": Text()})

_DISTRICT = Shape(
    "district",
    {
        "municipality": MunicipalityCode(required=True),
        "name": Text(required=True),
        "postal_codes": PostalCodes(required=True),
    },
)
_NETWORK = Shape(
    "network",
    {
        "name": Text(required=True),
        "description": Text(),
        "area": AreaServed(),
        "contact": Text(),
        "website": Url(),
    },
)
_ORGANIZATION = Shape(
    "organization",
    {
        "name": Text(required=True),
        "sector": Choice(Sector.values, required=True),
        "parent": Reference("organization"),
        "business_id": Plain(20),
        "website": Url(),
        "email": Email(),
        "phone": phone_number(),
        "networks": References("network"),
    },
)
_SERVICE = Shape(
    "service",
    {
        "organization": Reference("organization", required=True),
        "responsible_area": ResponsibleArea(),
        "name": Text(100, required=True),
        "summary": Text(150),
        "description": Text(2500),
        "tier": Choice(TIERS, codes=TIERS, required=True),
        "also_tiers": Choices(TIERS, codes=TIERS),
        "themes": References("theme", required=True),
        "audiences": References("audience"),
        "area": AreaServed(required=True),
        "minimum_age_months": Number(-9, OLDEST_MONTHS, "months"),
        "maximum_age_months": Number(-9, OLDEST_MONTHS, "months"),
        "access": Choices(Access.values),
        "formats": Choices(Format.values),
        "cost": Choice(Cost.values, default=Cost.UNKNOWN),
        "fees_description": Text(),
        "languages": _languages(),
        "application_process": Text(),
        "eligibility_description": Text(),
        "wait_time": Text(),
        "responsible": Text(300),
        "next_step": Text(300),
        "anonymous": Choice(Anonymous.values),
        "funding": Text(),
        "project_ends_on": Date(),
        "contacts": Parts(Contact, _CONTACT),
        "links": Parts(ServiceLink, _LINK),
        "picture": ServicePicture(_PICTURE),
        "networks": References("network"),
        "phones": Parts(Phone, _PHONE),
        "email": Email(),
        "url": Url(),
        "urgent": Flag("is_urgent"),
        "statutory": YesNo("is_statutory"),
        "locations": Places(ServiceAtLocation, _PLACE, _SCHEDULE, _CLOSURE),
        "child_attends": Choice(ChildAttends.values),
        "status": Choice(Status.values, default=Status.PUBLISHED),
        "assured_date": PastDate(),
        "assurer": Plain(),
        "source_url": Url(),
    },
    _in_order("minimum_age_months", "maximum_age_months", "the ages"),
    _years_to_months,
)
_GROUP = Shape(
    "group",
    {
        "service": Reference("service", required=True),
        "name": Text(),
        "kind": Choice(GroupKind.values),
        "method": Text(),
        "starts_on": Date(required=True),
        "ends_on": Date(required=True),
        "byday": _weekdays(),
        "opens_at": Time(),
        "closes_at": Time(),
        "exceptions": Dates(),
        "programme": Programme(_SESSION),
        "municipality": MunicipalityCode(),
        "location": Place(_PLACE),
        "attending": Choice(Attending.values),
        "registration_until": Date(),
        "registration_url": Url(),
        "how_invited": Text(),
        "child_care": Text(),
        "capacity": Number(0, 32767, "places"),
        "places_left": Number(0, 32767, "places"),
    },
    _group_dates,
)
_EVENT = Shape(
    "event",
    {
        "organization": Reference("organization", required=True),
        "name": Text(required=True),
        "summary": Text(),
        "starts_at": Moment(required=True),
        "ends_at": Moment(),
        "municipality": MunicipalityCode(),
        "location": Place(_PLACE),
        "themes": References("theme"),
        "audiences": References("audience"),
        "url": Url(),
    },
    _in_order("starts_at", "ends_at", "the beginning and the end", datetime.datetime.fromisoformat),
)

KINDS = {
    kind.name: kind
    for kind in (
        Kind("theme", Theme, _term("theme")),
        Kind("audience", Audience, _term("audience")),
        Kind("district", District, _DISTRICT),
        Kind("network", Network, _NETWORK),
        Kind("organization", Organization, _ORGANIZATION, has_slug=True),
        Kind("service", Service, _SERVICE, has_slug=True),
        Kind("group", Group, _GROUP),
        Kind("event", Event, _EVENT),
    )
}
