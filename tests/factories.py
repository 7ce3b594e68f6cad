"""Rows for tests: each function fills what the test does not care about. Names are invented."""

import itertools

from django.contrib.auth import get_user_model
from django.utils.text import slugify

from services.models import (
    Area,
    AreaKind,
    Audience,
    Contact,
    Coordinator,
    CrisisNumber,
    Event,
    Group,
    Location,
    Municipality,
    Network,
    Organization,
    Phone,
    PostalCode,
    Schedule,
    Scope,
    Sector,
    Service,
    ServiceAtLocation,
    ServiceLink,
    SupportTier,
    Theme,
)
from services.search.entries import index_services

_numbers = itertools.count(1)


def _free_slug(model, name):
    """A slug of `name`, with a number where another row has it already."""
    slug = slugify(name) or "row"
    return f"{slug}-{next(_numbers)}" if model.objects.filter(slug=slug).exists() else slug


def _free_code(model, length):
    """A code of digits that no row has."""
    taken = set(model.objects.values_list("code", flat=True))
    return next(code for n in range(10**length) if (code := f"{n:0{length}}") not in taken)


def make_area(name="Pirkanmaa", kind=AreaKind.COUNTY, **fields):
    fields = {
        "code": _free_code(Area, 2),
        "slug": _free_slug(Area, name),
        "name_fi": f"{name}, alue",
        "short_name_fi": name,
    } | fields
    return Area.objects.create(kind=kind, **fields)


def make_municipality(name="Nokia", county=None, region=None, **fields):
    """A municipality; `county` and `region` are made where none is given."""
    fields = {
        "code": _free_code(Municipality, 3),
        "slug": _free_slug(Municipality, name),
        "name_fi": name,
        "latitude": 61.5,
        "longitude": 23.8,
    } | fields
    county = county or make_area(f"{name} county")
    region = region or make_area(f"{name} region", kind=AreaKind.REGION)
    return Municipality.objects.create(county=county, region=region, **fields)


def make_postal_code(code="37100", municipality=None, **fields):
    fields = {"name_fi": code, "latitude": 61.48, "longitude": 23.5} | fields
    return PostalCode.objects.create(code=code, municipality=municipality or make_municipality(), **fields)


def make_theme(name="Parenting", **fields):
    return Theme.objects.create(**{"name_fi": name, "slug": _free_slug(Theme, name)} | fields)


def make_audience(name="Families", **fields):
    return Audience.objects.create(**{"name_fi": name, "slug": _free_slug(Audience, name)} | fields)


def make_network(name="Family centre", areas=(), municipalities=(), **fields):
    network = Network.objects.create(**{"name_fi": name, "slug": _free_slug(Network, name)} | fields)
    network.areas.set(areas)
    network.municipalities.set(municipalities)
    return network


def make_organization(name="Esimerkkiyhdistys ry", networks=(), **fields):
    fields = {"name_fi": name, "slug": _free_slug(Organization, name), "sector": Sector.NGO} | fields
    organization = Organization.objects.create(**fields)
    organization.networks.set(networks)
    return organization


def make_service(
    name="Couple counselling",
    themes=(),
    audiences=(),
    municipalities=(),
    areas=(),
    districts=(),
    networks=(),
    phones=(),
    organization=None,
    **fields,
):
    """A published service, in the search index too.

    It serves its `municipalities`, else its `areas` (of the first one's kind), else the country.
    """
    if municipalities:
        scope = Scope.MUNICIPALITIES
    elif areas:
        scope = Scope.COUNTIES if areas[0].kind == AreaKind.COUNTY else Scope.REGIONS
    else:
        scope = Scope.COUNTRY
    fields = {
        "name_fi": name,
        "slug": _free_slug(Service, name),
        "tier": SupportTier.GREEN,
        "scope": scope,
    } | fields
    service = Service.objects.create(organization=organization or make_organization(), **fields)
    service.themes.set(themes or [Theme.objects.order_by("pk").first() or make_theme()])
    service.audiences.set(audiences)
    service.municipalities.set(municipalities)
    service.areas.set(areas)
    service.districts.set(districts)
    service.networks.set(networks)
    for number in phones:
        make_phone(service, number)
    index_services([service.pk])
    return service


def make_phone(service, number="03 000 1234", **fields):
    return Phone.objects.create(service=service, number=number, **fields)


def make_contact(service, role="Family worker", **fields):
    return Contact.objects.create(service=service, **{"role_fi": role} | fields)


def make_link(service, url="https://www.example.org/", **fields):
    return ServiceLink.objects.create(service=service, url=url, **fields)


def make_location(name="Esimerkkitalo", municipality=None, **fields):
    fields = {"name_fi": name, "address_fi": "Esimerkkikatu 1", "postal_code": "37100"} | fields
    return Location.objects.create(municipality=municipality, **fields)


def make_service_at_location(service=None, location=None, **fields):
    return ServiceAtLocation.objects.create(
        service=service or make_service(), location=location or make_location(), **fields
    )


def make_schedule(at_location, byday=("MO",), opens_at="09:00", closes_at="15:00", **fields):
    return Schedule.objects.create(
        at_location=at_location, byday=list(byday), opens_at=opens_at, closes_at=closes_at, **fields
    )


def make_group(service=None, starts_on="2026-09-01", ends_on="2026-12-01", **fields):
    return Group.objects.create(
        service=service or make_service(), starts_on=starts_on, ends_on=ends_on, **fields
    )


def make_event(name="Open evening", organization=None, starts_at="2026-11-24T17:00:00+02:00", **fields):
    fields = {"name_fi": name, "starts_at": starts_at} | fields
    return Event.objects.create(organization=organization or make_organization(), **fields)


def make_crisis_number(number="112", name="Emergency number", **fields):
    return CrisisNumber.objects.create(**{"number": number, "name_fi": name} | fields)


def make_user(email="", **fields):
    """A user who signs in with the e-mail; without `password` they cannot, but `force_login` works."""
    return get_user_model().objects.create_user(email or f"user{next(_numbers)}@example.org", **fields)


def make_superuser(email="", **fields):
    return make_user(email, is_staff=True, is_superuser=True, **fields)


def make_coordinator(*areas, email=""):
    """A user who looks after the `areas`; without any, after the national listings."""
    user = make_user(email, is_staff=True)
    for area in areas or [None]:
        Coordinator.objects.create(user=user, area=area)
    return user
