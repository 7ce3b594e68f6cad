"""Which services match a search, and in what order.

Everything else calls this through `Service.objects.search(criteria)`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import ACos, Cast, Cos, Least, Radians, Sin

from services.models import SearchEntry, ServiceAtLocation
from services.search.criteria import Criteria
from services.search.facets import FACETS, narrow_terms, wanted_terms
from services.search.hits import Hits, find, ranked_ids
from services.translated import reader_language

EARTH_RADIUS_KM = 6371.0


def in_scope(criteria: Criteria, prefix: str = "") -> Q:
    """The condition of place, which no counted filter touches; `prefix` leads to the index row."""
    if (places := criteria.places()) is not None:
        return Q(**{f"{prefix}places__overlap": places})
    return Q()


def facet_condition(criteria: Criteria, facet: str, prefix: str = "") -> Q | None:
    """The condition of one counted filter, or None when it asks for nothing."""
    values = criteria.values(facet)
    if values:
        return Q(**{f"{prefix}facets__overlap": wanted_terms(facet, values)})
    if facet == "audience":
        return Q(**{f"{prefix}for_professionals_only": False})
    return None


def hits_of(criteria: Criteria) -> Hits:
    """What the words of a search find, ranked and counted; asked once for each search."""
    if "hits" not in criteria.__dict__:
        criteria.__dict__["hits"] = find(criteria.question, *_limits(criteria))
    return criteria.__dict__["hits"]


def _limits(criteria):
    return in_scope(criteria), *missed_filters(criteria), bool(criteria.municipalities)


def missed_filters(criteria: Criteria):
    """Expressions: how many of the filters in use a row misses, and the name of one of them."""
    conditions = {}
    for facet in FACETS:
        if (wanted := facet_condition(criteria, facet)) is not None:
            conditions[facet] = ~wanted
    number = sum((_as_number(miss) for miss in conditions.values()), Value(0))
    which = Case(*(When(miss, then=Value(facet)) for facet, miss in conditions.items()), default=Value(""))
    return ExpressionWrapper(number, IntegerField()), which


def _as_number(condition: Q):
    return Cast(ExpressionWrapper(condition, BooleanField()), IntegerField())


def matching(queryset, criteria: Criteria, prefix: str = "entry__"):
    """The rows that meet every part of `criteria`: services, or with `prefix` "" index rows.

    Words are looked up at once, in two queries: the best services of any number are ranked by their ids.
    """
    if criteria.words:
        return queryset.filter(pk__in=hits_of(criteria).ids)
    condition = in_scope(criteria, prefix)
    if prefix:
        condition &= Q(entry__isnull=False)
    for facet in FACETS:
        if (wanted := facet_condition(criteria, facet, prefix)) is not None:
            condition &= wanted
    return queryset.filter(condition)


def in_order(queryset, criteria: Criteria, prefix: str = "entry__"):
    """The order the reader asked for; ties always end in Finnish alphabetical order."""
    name = [f"{prefix}sort_{reader_language()}", "pk"]
    if criteria.near:
        queryset = queryset.annotate(distance_km=distance_km(criteria.near))
    if criteria.order == "near" and criteria.near:
        return queryset.order_by(F("distance_km").asc(nulls_last=True), f"{prefix}reach", *name)
    if criteria.order == "name":
        return queryset.order_by(*name)
    if criteria.order == "checked":
        return queryset.order_by(F(f"{prefix}checked_on").desc(nulls_last=True), *name)
    if criteria.words:
        ranked = Cast(Value(hits_of(criteria).ids), ArrayField(models.BigIntegerField()))
        return queryset.order_by(PlaceInList(ranked, F("pk")))
    return queryset.order_by(*_first_of_all(criteria, prefix), f"{prefix}reach", f"{prefix}tier", *name)


def matching_in_one_query(queryset, criteria: Criteria):
    """The services that meet `criteria`, and their order for `order_by`, with words looked up in the query.

    For the help of an empty result: `matching` would rank first and fetch the services then.
    """
    if not criteria.words:
        found = in_order(matching(queryset, criteria), criteria)
        return found, found.query.order_by
    sql, params = ranked_ids(criteria.question, *_limits(criteria))
    ids = f"SELECT unnest(ids) FROM ({sql}) best"  # noqa: S608 - our own SQL, with its parameters apart
    found = queryset.filter(pk__in=RawSQL(ids, params))  # noqa: S611
    ranked = RawSQL(sql, params, ArrayField(models.BigIntegerField()))  # noqa: S611
    return found, [PlaceInList(ranked, F("pk"))]


def page_of(queryset, criteria: Criteria, rows: slice):
    """A page of what `matching` and `in_order` give, sorted on the narrow index rows alone.

    Sorting the services themselves would read every wide row that matches; here only those of
    the page are read. `rows` is a slice with a start and a stop.
    """
    if criteria.words and criteria.order == "best":
        return in_order(queryset.filter(pk__in=hits_of(criteria).ids[rows]), criteria)
    found = in_order(matching(SearchEntry.objects.all(), criteria, ""), criteria, "")
    return in_order(queryset.filter(pk__in=found.values("pk")[rows]), criteria)


class PlaceInList(Func):
    """Where a row stands in a ranked list of ids."""

    function = "array_position"
    output_field = models.IntegerField()


def distance_km(origin):
    """Expression: great-circle distance in km from a postal code to the nearest public place of a service."""
    place = "location__"
    latitude, longitude = Value(origin.latitude), Value(origin.longitude)
    cosine = Sin(Radians(latitude)) * Sin(Radians(F(f"{place}latitude"))) + Cos(Radians(latitude)) * Cos(
        Radians(F(f"{place}latitude"))
    ) * Cos(Radians(F(f"{place}longitude")) - Radians(longitude))
    kilometres = ExpressionWrapper(
        ACos(Least(Value(1.0), cosine)) * Value(EARTH_RADIUS_KM), output_field=models.FloatField()
    )
    nearest = (
        ServiceAtLocation.objects.filter(
            service=OuterRef("pk"), location__is_confidential=False, location__latitude__isnull=False
        )
        .order_by()
        .values("service")
        .annotate(km=Min(kilometres))
        .values("km")
    )
    return Subquery(nearest)


def _first_of_all(criteria, prefix):
    """Who is named comes before who is merely welcome; in a crisis, help at once comes first."""
    first = []
    if audiences := criteria.values("audience"):
        first.append(_yes_first(Q(**{f"{prefix}facets__overlap": narrow_terms(audiences)})))
    if criteria.is_about_crisis():
        first.append(f"-{prefix}is_urgent")
    return first


def _yes_first(condition):
    return Case(When(condition, then=Value(0)), default=Value(1))
