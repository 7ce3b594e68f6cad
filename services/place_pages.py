"""The page of a place: the search with the place already chosen, as numbers and links."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from services.furniture import guidance_of
from services.models import Area, Group, Municipality, PlaceContact, PlaceLink, Theme
from services.search.counts import TOTAL, count_matches
from services.search.criteria import Criteria
from services.search.facets import area_terms, count_of, place_terms
from services.tiers import TierView, tier_views
from services.translated import finnish_order

GROUPS_SHOWN = 5


@dataclass(frozen=True)
class Counted:
    """A link with the number of services behind it."""

    name: str
    url: str
    count: int


class PlaceSearch:
    """Counts of what is offered in a place; `criteria` None place means the whole country."""

    def __init__(self, municipality: Municipality | None = None, area: Area | None = None):
        self.municipality = municipality
        self.area = area

    @cached_property
    def criteria(self):
        return Criteria(municipalities=(self.municipality,) if self.municipality else (), area=self.area)

    @cached_property
    def counts(self):
        return count_matches(self.criteria)

    @property
    def total(self):
        return self.counts[TOTAL]

    def url(self, **chosen) -> str:
        """The search with this place and `chosen` filters."""
        query = QueryDict(mutable=True)
        if self.municipality:
            query["municipality"] = self.municipality.slug
        if self.area:
            query["area"] = self.area.slug
        query.update(chosen)
        return f"{reverse('services:service_list')}?{query.urlencode()}"

    @cached_property
    def tiers(self) -> list[TierView]:
        return tier_views(lambda tier: self.url(tier=tier), lambda tier: count_of(self.counts, "tier", tier))

    @cached_property
    def themes(self) -> list[Counted]:
        """Every theme that has something here, in alphabetical order."""
        found = [
            Counted(theme.name, self.url(theme=theme.slug), count_of(self.counts, "theme", theme.slug))
            for theme in Theme.objects.all()
        ]
        return sorted((row for row in found if row.count), key=lambda row: finnish_order(row.name))

    @cached_property
    def groups(self) -> list[Group]:
        """Groups of this place that meet now or later, by their next session."""
        return self._by_next_session(self._groups().not_over())

    @cached_property
    def starting_groups(self) -> list[Group]:
        """Groups that have not begun yet, the first to begin first."""
        return self._by_next_session(self._groups().filter(starts_on__gte=timezone.localdate()))

    def _groups(self):
        groups = Group.objects.published().for_families().at_public_place().still_open()
        groups = groups.select_related("service__organization", "location", "municipality")
        groups = groups.defer("municipality__outline")
        if self.municipality:
            return groups.serving(place_terms(self.municipality))
        return groups.serving(area_terms(self.area)) if self.area else groups

    @staticmethod
    def _by_next_session(groups):
        soon = groups[: GROUPS_SHOWN * 4]
        coming = [(sessions[0], group) for group in soon if (sessions := group.coming_sessions())]
        for first, group in coming:
            group.next_session = first
        return [group for _first, group in sorted(coming, key=lambda row: (row[0], row[1].pk))[:GROUPS_SHOWN]]


class MunicipalityPage(PlaceSearch):
    """What the page of a municipality shows."""

    def __init__(self, municipality):
        super().__init__(municipality=municipality)

    @property
    def guidance(self):
        return guidance_of(self.municipality, self.municipality.county)

    @cached_property
    def contacts(self):
        return list(PlaceContact.objects.filter(municipality=self.municipality))

    @cached_property
    def links(self):
        return list(PlaceLink.objects.filter(municipality=self.municipality))

    @cached_property
    def neighbours(self):
        return list(self.municipality.neighbours.defer("outline"))

    @cached_property
    def districts(self):
        return list(self.municipality.districts.all())


class AreaPage(PlaceSearch):
    """What the page of a county or region shows."""

    def __init__(self, area):
        super().__init__(area=area)

    @property
    def guidance(self):
        return guidance_of(self.area)

    @cached_property
    def contacts(self):
        return list(PlaceContact.objects.filter(area=self.area))

    @cached_property
    def links(self):
        return list(PlaceLink.objects.filter(area=self.area))

    @cached_property
    def municipalities(self):
        return list(municipalities_of(self.area).defer("outline"))

    @property
    def population(self):
        return sum(place.population or 0 for place in self.municipalities)


def municipalities_of(area: Area):
    """The municipalities of a county or a region."""
    return Municipality.objects.filter(**{f"{area.kind}": area})


def areas_with_pages():
    """Every area that has a page of its own, with its population, in alphabetical order."""
    people = Municipality.objects.filter(Q(county=OuterRef("pk")) | Q(region=OuterRef("pk")))
    total = people.order_by().annotate(everyone=Value(1)).values("everyone").annotate(sum=Sum("population"))
    areas = Area.objects.filter(same_as__isnull=True).annotate(population=Subquery(total.values("sum")))
    return areas.order_by("sort_fi", "kind")
