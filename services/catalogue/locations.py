"""Places that services share: one row for all who give the very same place."""

import json
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from services.catalogue.bulk import insert
from services.catalogue.shapes import Shape
from services.models import Event, Group, Location, ServiceAtLocation


class LocationBook:
    """Finds the row of a place or makes one, and takes away those that a load left without use."""

    def __init__(self, shape: Shape, keys):
        self._shape = shape
        self._keys = keys
        self.unlinked: set[int] = set()

    def find_or_make(self, places: Iterable[dict]) -> dict[str, int]:
        """The primary key of each place, by `fingerprint`."""
        wanted = {fingerprint(place): place for place in places}
        found: dict[str, int] = {}
        for row in self._candidates(wanted.values()):
            mark = fingerprint(self._shape.describe(row, self._keys))
            if mark in wanted:
                found[mark] = min(row.pk, found.get(mark, row.pk))
        new = {
            mark: self._shape.assign(Location(), place, self._keys)
            for mark, place in wanted.items()
            if mark not in found
        }
        insert(new.values())
        return found | {mark: row.pk for mark, row in new.items()}

    @staticmethod
    def _candidates(places) -> Iterable[Location]:
        places = list(places)
        if not places:
            return []
        return Location.objects.filter(
            address_fi__in={place.get("address", {}).get("fi", "") for place in places},
            postal_code__in={place.get("postal_code", "") for place in places},
            name_fi__in={place.get("name", {}).get("fi", "") for place in places},
        )

    def remove_orphans(self) -> int:
        """Delete the places that this load took from somebody and that nobody uses now."""
        uses = (
            Exists(model.objects.filter(location=OuterRef("pk")))
            for model in (ServiceAtLocation, Group, Event)
        )
        orphans = Location.objects.filter(pk__in=self.unlinked)
        for use in uses:
            orphans = orphans.filter(~use)
        return orphans.delete()[0]


def fingerprint(place: dict) -> str:
    """Equal for two places when all their values are."""
    return json.dumps(place, sort_keys=True)
