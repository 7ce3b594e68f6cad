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

    def keep_confidential(self, objects: Iterable[tuple[dict, dict]]) -> list[int]:
        """Mark what is hidden here: a load may hide a place, and only a person shows it again.

        `objects` are pairs of what was read and what its row said until now; the numbers of those
        that got a mark are returned.
        """
        objects = [(places_of(found), places_of(before)) for found, before in objects]
        everything = [place for places, _before in objects for place in places]
        hidden = {bare(place) for place in everything if "confidential" in place}
        for row in self._candidates(everything, is_confidential=True):
            hidden.add(bare(self._shape.describe(row, self._keys)))
        marked = []
        for number, (places, before) in enumerate(objects):
            wrong = [place for place in places if "confidential" not in place and bare(place) in hidden]
            wrong += self._moved(places, before)
            for place in wrong:
                place["confidential"] = True
            marked += [number] if wrong else []
        return marked

    @staticmethod
    def _moved(places, before) -> list[dict]:
        """The open places that may be a hidden one under another spelling of its address."""
        if not any("confidential" in place for place in before):
            return []
        now, earlier = {bare(place) for place in places}, {bare(place) for place in before}
        gone = [place for place in before if "confidential" in place and bare(place) not in now]
        new = [place for place in places if bare(place) not in earlier]
        new_open = [place for place in new if "confidential" not in place]
        return new_open if len(gone) > len(new) - len(new_open) else []

    @staticmethod
    def _candidates(places, **conditions) -> Iterable[Location]:
        places = list(places)
        if not places:
            return []
        return Location.objects.filter(
            address_fi__in={place.get("address", {}).get("fi", "") for place in places},
            postal_code__in={place.get("postal_code", "") for place in places},
            name_fi__in={place.get("name", {}).get("fi", "") for place in places},
            **conditions,
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


def bare(place: dict) -> str:
    """Equal for two places when all is equal but the hours and whether they are confidential."""
    return fingerprint(
        {key: part for key, part in place.items() if key not in ("confidential", "schedules", "closures")}
    )


def places_of(found: dict) -> list[dict]:
    """The places that an object names."""
    return [*found.get("locations", ()), *([found["location"]] if "location" in found else ())]
