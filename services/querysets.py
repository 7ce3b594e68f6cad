"""Every question asked of many rows. No request, no HTML."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import Abs, RowNumber
from django.utils import timezone


class ServiceQuerySet(models.QuerySet):
    def published(self):
        """What the public may read."""
        return self.filter(status="published")

    def with_page(self):
        """What has a page of its own: the published ones, and those that nobody confirmed in time."""
        return self.filter(status__in=["published", "unchecked"])

    def ended(self):
        """What the public could read and no longer can. A draft that was put away never was public."""
        return self.filter(status="archived", first_published_on__isnull=False)

    def for_families(self):
        """The published ones that are not for professionals alone: those stay out until asked for."""
        return self.filter(entry__for_professionals_only=False)

    def first_of_each_tier(self, how_many):
        """So many of each tier: help at once, then what a whole county or region has, then the rest."""
        from services.models import Reach

        nearness = Case(When(entry__reach=Reach.REGIONAL, then=0), default=3 - F("entry__reach"))
        order = [F("is_urgent").desc(), nearness, F("sort_fi").asc(), F("pk").asc()]
        place = Window(RowNumber(), partition_by=F("tier"), order_by=order)
        return (
            self.annotate(place_in_tier=place)
            .filter(place_in_tier__lte=how_many)
            .order_by("tier", "place_in_tier")
        )

    def editable_by(self, user):
        """The listings that `user` may change: a coordinator's own areas, everything for a superuser."""
        if user.is_superuser:
            return self
        if not user.is_active or not user.is_staff:
            return self.none()
        areas = user.coordinator_roles.values("area")
        national = user.coordinator_roles.filter(area__isnull=True)
        return self.filter(Q(responsible_area__in=areas) | Q(Exists(national), responsible_area__isnull=True))

    def visible_to(self, user):
        """The pages that `user` may read: the public ones and those of listings that they may change."""
        if not user.is_authenticated:
            return self.with_page()
        own = self.model.objects.editable_by(user).values("pk")
        return self.filter(Q(status__in=["published", "unchecked"]) | Q(pk__in=own))

    def search(self, criteria):
        """The services that meet a `services.search.criteria.Criteria`, in the order it asks for."""
        from services.search.engine import in_order, matching  # the engine reads the models of this queryset

        return in_order(matching(self, criteria), criteria)

    def search_page(self, criteria, rows):
        """The `rows` (a slice) of `search(criteria)`, at a cost that does not grow with what matches."""
        from services.search.engine import page_of

        return page_of(self, criteria, rows)

    def for_cards(self):
        """What `services.cards.Card` reads, in this one query."""
        from services.cards import card_facts

        return (
            self.select_related("organization", "entry")
            .defer(*_LONG_TEXTS, "entry__vector")
            .annotate(**card_facts(timezone.localdate()))
        )

    def with_descriptions(self):
        """After `for_cards()`: the descriptions too, for the piece that shows why a service was found."""
        left_out = [name for name in _LONG_TEXTS if not name.startswith("description_")]
        return self.defer(None).defer(*left_out, "entry__vector")

    def sharing_themes_with(self, service):
        """Others with a theme of `service`, those with the most in common first."""
        return (
            self.filter(themes__in=service.themes.values("pk"))
            .exclude(pk=service.pk)
            .annotate(shared=Count("themes"))
            .order_by("-shared", "entry__reach", "entry__sort_fi", "pk")
        )

    def similar_to(self, service):
        """Others that share a theme with `service` and are open to its families, the same tier first."""
        from services.models import SearchEntry
        from services.search.facets import COUNTRY

        own = SearchEntry.objects.filter(service=service).values_list("places", flat=True).first() or []
        # Who lives in a municipality may use what serves its county; not what serves another town of it.
        places = {COUNTRY, *(term.removeprefix("in:") for term in own)}
        steps_away = Abs(F("tier") - Value(service.tier))
        order = ["-shared", steps_away, "entry__reach", "entry__sort_fi", "pk"]
        return (
            self.sharing_themes_with(service).filter(entry__places__overlap=sorted(places)).order_by(*order)
        )


#: Columns that a card never shows; they are most of a row's weight.
_LONG_TEXTS = [
    f"{name}_{language}"
    for name in (
        "description",
        "application_process",
        "eligibility_description",
        "fees_description",
        "responsible",
        "next_step",
        "funding",
        "wait_time",
    )
    for language in ("fi", "sv", "en")
]


class OrganizationQuerySet(models.QuerySet):
    def with_services(self):
        """Organizations that offer something to the public, each with `service_count`."""
        published = Q(services__status="published")
        return self.annotate(service_count=Count("services", filter=published)).filter(service_count__gt=0)

    def with_parents(self):
        """Organizations with what they are part of; `has_parent_page` tells whether that has a page."""
        from services.models import Service

        offered = Service.objects.filter(organization=OuterRef("parent"), status="published")
        return self.select_related("parent").annotate(has_parent_page=Exists(offered))

    def offering_in(self, municipality):
        """Organizations that offer something to a family of `municipality`."""
        from services.search.facets import place_terms

        return self.filter(Exists(self._services().filter(entry__places__overlap=place_terms(municipality))))

    def offering_tier(self, tiers):
        """Organizations with a service of one of `tiers`, main or other."""
        return self.filter(
            Exists(self._services().filter(entry__facets__overlap=[f"tier:{tier}" for tier in tiers]))
        )

    def _services(self):
        from services.models import Service

        return Service.objects.filter(organization=OuterRef("pk"), status="published")


class CheckRequestQuerySet(models.QuerySet):
    def open(self):
        """Not settled: nobody has checked the listing since it was asked about, and it has a page.

        Told by the listing itself, so that every way of checking it (page, action, import) settles it.
        """
        not_assured = Q(service__assured_date__isnull=True) | Q(service__assured_date__lt=F("opened_on"))
        not_confirmed = Q(service__confirmed_at__isnull=True) | Q(
            service__confirmed_at__date__lt=F("opened_on")
        )
        return self.filter(
            not_assured, not_confirmed, closed_on__isnull=True, service__status__in=["published", "unchecked"]
        )

    def settled(self):
        """Those that are not open, and that nobody has closed yet."""
        checked = Q(service__assured_date__gte=F("opened_on")) | Q(
            service__confirmed_at__date__gte=F("opened_on")
        )
        gone = ~Q(service__status__in=["published", "unchecked"])
        return self.filter(checked | gone, closed_on__isnull=True)

    def unanswered(self):
        return self.filter(answer="")


class GroupQuerySet(models.QuerySet):
    def published(self):
        return self.filter(service__status="published")

    def not_over(self, today=None):
        """Groups that still meet, today included."""
        return self.filter(ends_on__gte=today or timezone.localdate())

    def for_families(self):
        """Groups of services that are not for professionals alone."""
        return self.filter(service__entry__for_professionals_only=False)

    def still_open(self, today=None):
        """Groups that have not begun, or have and are not full: a full one helps nobody who looks."""
        today = today or timezone.localdate()
        return self.exclude(starts_on__lt=today, places_left=0)

    def serving(self, places):
        """Groups whose service is offered in one of the search index's `places`."""
        return self.filter(service__entry__places__overlap=places)

    def at_public_place(self):
        """Groups whose place and times may be told; one without a place meets at its service's."""
        from services.models import ServiceAtLocation

        hidden = ServiceAtLocation.objects.filter(service=OuterRef("service"), location__is_confidential=True)
        own_place = Q(location__is_confidential=False)
        return self.filter(own_place | Q(Q(location__isnull=True), ~Exists(hidden)))
