"""Which rows a signed-in person looks after. A coordinator of two areas acts in each by its own row."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from services.models import (
    Area,
    Coordinator,
    Event,
    Group,
    Location,
    Municipality,
    Organization,
    Service,
    ServiceAtLocation,
)


def coordinator_roles(user) -> list[Coordinator]:
    """The roles of `user`, each with its area; read once, since a user object lives for one request."""
    if not user.is_active or not user.is_staff:
        return []
    if not hasattr(user, "_coordinator_roles"):
        user._coordinator_roles = list(Coordinator.objects.filter(user=user).select_related("area"))
    return user._coordinator_roles


def may_use_admin(user) -> bool:
    return user.is_active and user.is_staff and (user.is_superuser or bool(coordinator_roles(user)))


def own_areas(user) -> list[Area]:
    return [role.area for role in coordinator_roles(user) if role.area]


def is_national(user) -> bool:
    """Tell whether `user` looks after the listings that have no responsible area."""
    return user.is_superuser or any(role.area is None for role in coordinator_roles(user))


def role_name(user) -> str:
    """The role in words, without the person's name: "Coordinator, Pirkanmaa"."""
    if user.is_superuser:
        return _("Site administrator")
    return _("Coordinator, %(areas)s") % {"areas": area_names(user)}


def area_names(user) -> str:
    """What a coordinator looks after, in words; nothing for a superuser, who looks after all."""
    names = [str(area.short_name or area.name) for area in own_areas(user)]
    if is_national(user) and not user.is_superuser:
        names.append(_("national listings"))
    return ", ".join(names)


def editable_services(user):
    return Service.objects.editable_by(user)


def editable_organizations(user):
    """Those with a listing that `user` may change, and new ones that have no listing yet."""
    if user.is_superuser:
        return Organization.objects.all()
    own = editable_services(user).filter(organization=OuterRef("pk"))
    listings = Service.objects.filter(organization=OuterRef("pk"))
    return Organization.objects.filter(Exists(own) | ~Exists(listings))


def editable_locations(user):
    """The places that `user` may choose: those of the own listings, groups and events, and unused ones.

    An unused one is of the own area or, unless it is confidential, of no municipality.
    """
    if user.is_superuser:
        return Location.objects.all()
    place = OuterRef("pk")
    uses = [ServiceAtLocation.objects, Group.objects, Event.objects]
    is_own = Exists(editable_at_locations(user).filter(location=place))
    is_own |= Exists(editable_groups(user).filter(location=place))
    is_own |= Exists(editable_events(user).filter(location=place))
    is_unused = Q(municipality__isnull=True, is_confidential=False)
    is_unused |= Q(municipality__in=editable_municipalities(user))
    for rows in uses:
        is_unused &= ~Exists(rows.filter(location=place))
    return Location.objects.filter(is_own | is_unused)


def may_change_location(user, place) -> bool:
    """Tell whether nobody else's listing, group or event uses the place: what it tells is theirs too."""
    if user.is_superuser:
        return True
    uses = [
        (ServiceAtLocation, editable_at_locations(user)),
        (Group, editable_groups(user)),
        (Event, editable_events(user)),
    ]
    return not any(
        model.objects.filter(location=place).exclude(pk__in=own.values("pk")).exists() for model, own in uses
    )


def editable_at_locations(user):
    return ServiceAtLocation.objects.filter(service__in=editable_services(user))


def editable_groups(user):
    return Group.objects.filter(service__in=editable_services(user))


def editable_events(user):
    """Those of the own listings' organizations; where there is no listing yet, those in the own area."""
    if user.is_superuser:
        return Event.objects.all()
    organization = OuterRef("organization")
    is_own = Exists(editable_services(user).filter(organization=organization))
    listings = Service.objects.filter(organization=organization)
    is_near = Q(municipality__in=editable_municipalities(user))
    if is_national(user):
        is_near |= Q(municipality__isnull=True)
    return Event.objects.filter(is_own | (is_near & ~Exists(listings)))


def may_keep_event(user, organization, municipality) -> bool:
    """Tell whether an event that `user` saves so, of an organization they chose, stays theirs."""
    if user.is_superuser or Service.objects.filter(organization=organization).exists():
        return True
    if municipality is None:
        return is_national(user)
    return editable_municipalities(user).filter(pk=municipality.pk).exists()


def editable_areas(user):
    if user.is_superuser:
        return Area.objects.all()
    return Area.objects.filter(pk__in=[area.pk for area in own_areas(user)])


def editable_municipalities(user):
    if user.is_superuser:
        return Municipality.objects.all()
    areas = own_areas(user)
    return Municipality.objects.filter(Q(county__in=areas) | Q(region__in=areas))


#: What a form offers and accepts where it points to one of these.
CHOICES = {
    Service: editable_services,
    Organization: editable_organizations,
    Location: editable_locations,
}
