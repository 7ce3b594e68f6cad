"""Which services match a search, and in what order.

Everything else calls this through `Service.objects.search(criteria)`.
"""

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Func, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ACos, Cos, Least, Radians, Sin

from services.models import Reach, SearchEntry, ServiceAtLocation
from services.search.criteria import Criteria
from services.search.facets import FACETS, narrow_terms, wanted_terms
from services.translated import reader_language

EARTH_RADIUS_KM = 6371.0
#: A word found counts this much more where the service is offered in the chosen municipality itself.
LOCAL_BOOST = 1.3


class AnyWord(Func):
    """A text query that any of the words meets, in each of the three languages."""

    template = " || ".join(
        f"replace(plainto_tsquery('{language}', %(expressions)s)::text, '&', '|')::tsquery"
        for language in ("finnish", "swedish", "english")
    )
    output_field = models.Field()

    def as_sql(self, compiler, connection, **extra):
        sql, params = super().as_sql(compiler, connection, **extra)
        return f"({sql})", (*params, *params, *params)


class TextMatch(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class Rank(Func):
    function = "ts_rank"
    output_field = models.FloatField()


def in_scope(criteria: Criteria, prefix: str = "") -> Q:
    """The condition of place and text, which no counted filter touches; `prefix` leads to the index row."""
    condition = Q()
    if (places := criteria.places()) is not None:
        condition &= Q(**{f"{prefix}places__overlap": places})
    if criteria.words:
        condition &= Q(TextMatch(F(f"{prefix}vector"), AnyWord(Value(criteria.words))))
    return condition


def facet_condition(criteria: Criteria, facet: str, prefix: str = "") -> Q | None:
    """The condition of one counted filter, or None when it asks for nothing."""
    values = criteria.values(facet)
    if values:
        return Q(**{f"{prefix}facets__overlap": wanted_terms(facet, values)})
    if facet == "audience":
        return Q(**{f"{prefix}for_professionals_only": False})
    return None


def matching(queryset, criteria: Criteria, prefix: str = "entry__"):
    """The rows that meet every part of `criteria`: services, or with `prefix` "" index rows."""
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
        return queryset.annotate(rank=_rank(criteria, prefix)).order_by("-rank", f"{prefix}reach", *name)
    return queryset.order_by(*_first_of_all(criteria, prefix), f"{prefix}reach", f"{prefix}tier", *name)


def page_of(queryset, criteria: Criteria, rows: slice):
    """A page of what `matching` and `in_order` give, sorted on the narrow index rows alone.

    Sorting the services themselves would read every wide row that matches; here only those of
    the page are read. `rows` is a slice with a start and a stop.
    """
    found = in_order(matching(SearchEntry.objects.all(), criteria, ""), criteria, "")
    return in_order(queryset.filter(pk__in=found.values("pk")[rows]), criteria)


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


def _rank(criteria, prefix):
    rank = Rank(F(f"{prefix}vector"), AnyWord(Value(criteria.words)))
    if not criteria.municipalities:
        return rank
    local = Case(When(Q(**{f"{prefix}reach": Reach.LOCAL}), then=Value(LOCAL_BOOST)), default=Value(1.0))
    return ExpressionWrapper(rank * local, output_field=models.FloatField())


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
