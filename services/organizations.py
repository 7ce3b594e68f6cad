"""Pages of organizations: the list with its filters, and one organization with its services by tier."""

import django_filters
from django.utils.translation import gettext_lazy as _

from services.cards import with_cards
from services.filters import UNKNOWN_VALUE, TypedListFilter
from services.models import Municipality, Organization, Sector, Service, SupportTier
from services.search.places import find_places


class OrganizationFilter(django_filters.FilterSet):
    """Organizations by kind, by the municipality they serve and by tier."""

    sector = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Sector.choices, error_messages={"invalid_choice": UNKNOWN_VALUE}
    )
    municipality = TypedListFilter(label=_("Municipality or postal code"))
    tier = django_filters.MultipleChoiceFilter(
        label=_("Situation"),
        choices=[(str(value), label) for value, label in SupportTier.choices],
        error_messages={"invalid_choice": UNKNOWN_VALUE},
    )

    @property
    def places(self):
        if not hasattr(self, "_places"):
            self.form.is_valid()
            self._places = find_places(self.form.cleaned_data.get("municipality", [])[:1])
        return self._places

    @property
    def home(self) -> Municipality | None:
        return next(iter(self.places.municipalities), None)

    @property
    def qs(self):
        self.form.is_valid()
        chosen = self.form.cleaned_data
        found = self.queryset.with_services()
        if sectors := chosen.get("sector"):
            found = found.filter(sector__in=sectors)
        if tiers := chosen.get("tier"):
            found = found.offering_tier(tiers)
        if self.home:
            found = found.offering_in(self.home)
        return found.none() if self.places.unknown else found


class OrganizationPage:
    """What the page of an organization shows."""

    def __init__(self, organization: Organization):
        self.organization = organization
        services = Service.objects.published().filter(organization=organization)
        self.services = with_cards(services.order_by("tier", "sort_fi", "pk").for_cards())

    @property
    def tiers(self):
        """Tiers that have services, each with them."""
        return [
            {"value": tier.value, "label": tier.label, "services": services}
            for tier in SupportTier
            if (services := [service for service in self.services if service.tier == tier])
        ]

    @property
    def where(self):
        """Where it works, each place once."""
        return list(dict.fromkeys(service.card.area_text for service in self.services))

    @property
    def networks(self):
        return self.organization.networks.all()
