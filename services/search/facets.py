"""The words of the index: one term for each value of each filter.

A term is `<filter>:<value>`, such as `theme:separation`. Two stars keep the counts exact with one
pass over the terms: a service for everybody carries `audience:*` and its narrow audiences as
`narrow:<slug>`; a service without limits of age carries `age:*`.
"""

from services.models import Access, Area, Audience, Format, Municipality, SupportTier

COUNTRY = "country"
ANY_AUDIENCE = "audience:*"
ANY_AGE = "age:*"

#: The child's age as a reader chooses it: value → first and last month. Pregnancy is below zero.
AGES = {
    "pregnancy": (-9, -1),
    "0-3m": (0, 3),
    "4-11m": (4, 11),
    **{str(year): (year * 12, year * 12 + 11) for year in range(1, 18)},
}

#: The filters whose values are counted, in the order in which the page shows them.
FACETS = ("tier", "theme", "age", "audience", "format", "access", "language", "free", "urgent", "network")


def place_terms(municipality: Municipality) -> list[str]:
    """The terms of a service that a family of `municipality` can use."""
    return [
        COUNTRY,
        municipality.place_term,
        municipality.county.place_term,
        municipality.region.place_term,
    ]


def area_terms(area: Area) -> list[str]:
    """The terms of a service that is offered somewhere in `area`, nationwide ones included."""
    return [COUNTRY, f"in:{area.place_term}"]


def wanted_terms(facet: str, values: list[str]) -> list[str]:
    """The terms of which a service needs one when a reader chose `values` of the filter `facet`."""
    terms = [f"{facet}:{value}" for value in values]
    if facet == "age":
        terms.append(ANY_AGE)
    elif facet == "audience":
        terms += [f"narrow:{value}" for value in values if value == Audience.PROFESSIONAL_SLUG]
        if set(values) != {Audience.PROFESSIONAL_SLUG}:
            terms.append(ANY_AUDIENCE)
    return terms


def narrow_terms(audiences: list[str]) -> list[str]:
    """The terms of services that name one of `audiences` themselves: they come first."""
    return [f"{kind}:{slug}" for slug in audiences for kind in ("audience", "narrow")]


def count_of(counts: dict[str, int], facet: str, value: str) -> int:
    """How many services the value of a filter would give, from the counted terms."""
    found = counts.get(f"{facet}:{value}", 0)
    if facet == "age":
        found += counts.get(ANY_AGE, 0)
    elif facet == "audience" and value == Audience.PROFESSIONAL_SLUG:
        found += counts.get(f"narrow:{value}", 0)
    elif facet == "audience":
        found += counts.get(ANY_AUDIENCE, 0)
    return found


#: Filters whose values are fixed; themes, audiences and networks come from the vocabulary.
FIXED_VALUES = {
    "tier": [str(tier) for tier in SupportTier.values],
    "format": list(Format.values),
    "access": list(Access.values),
    "free": ["yes"],
    "urgent": ["yes"],
    "age": list(AGES),
}
