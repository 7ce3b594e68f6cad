"""The coordinators' workplace, a file a noun."""

from services.admin import (
    groups,
    locations,
    organizations,
    people,
    places,
    proposals,
    search,
    services,
    taxonomy,
)

__all__ = [
    "groups",
    "locations",
    "organizations",
    "people",
    "places",
    "proposals",
    "search",
    "services",
    "taxonomy",
]
