"""What every page shows besides its own matter: the site's area, crisis numbers, whether data are a demo."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import Exists
from django.utils.translation import gettext as _

from services.models import Area, CrisisNumber, Service
from services.rows import as_rows, gather
from services.translated import LocalText

#: Sources of the data that ship with the project; while one is loaded, every page says so.
DEMO_SOURCES = ("pirkanmaa-demo", "esimerkki")


@dataclass(frozen=True)
class Number:
    """A number for help at once."""

    number: str
    name: LocalText | str
    note: LocalText | str = ""


class Furniture:
    """Read in one query, when a template first asks for it; `area` when a page has read it already."""

    def __init__(self, area: Area | None = None):
        if area is not None:
            self._area = area

    @cached_property
    def _area(self):
        try:
            return self._read_area()
        except (OperationalError, InterfaceError):
            return None  # a page that says what is wrong must not fail over its own frame

    def _read_area(self):
        numbers = CrisisNumber.objects.filter(is_in_box=True).order_by("position", "pk")
        return (
            Area.objects.filter(slug=settings.SITE_AREA)
            .annotate(
                numbers=gather(numbers, "number", "*name", "*note", "area_id", "position"),
                has_demo_data=Exists(Service.objects.filter(source__in=DEMO_SOURCES)),
            )
            .only("slug", "short_name_fi", "short_name_sv", "short_name_en", "social_emergency_phone",
                  "guidance_phone", "guidance_url", *_guidance_texts())
            .first()
        )  # fmt: skip

    @property
    def area(self) -> Area | None:
        """The area the site is about; None before the places are loaded."""
        return self._area

    @property
    def area_name(self):
        return self._area.short_name if self._area else ""

    @property
    def is_demo(self):
        return bool(self._area and self._area.has_demo_data)

    def crisis_numbers(self, area: Area | None = None) -> list[Number]:
        """112 first, then the social emergency number of `area` (by default the site's), then the rest."""
        area = area or self._area
        if self._area is None:
            return [Number("112", _("Emergency number"))]
        rows = [row for row in as_rows(self._area.numbers) if row.area_id in (None, area.pk)]
        numbers = [Number(row.number, row.name, row.note) for row in rows]
        if area.social_emergency_phone:
            numbers.insert(1, Number(area.social_emergency_phone, _("Social emergency services")))
        return numbers


def furniture_of(request) -> Furniture:
    """The furniture of one page: view and template share it, and so its one query."""
    if not hasattr(request, "furniture"):
        request.furniture = Furniture()
    return request.furniture


def _guidance_texts():
    return [f"guidance_{text}_{language}" for text in ("name", "hours") for language in ("fi", "sv", "en")]


@dataclass(frozen=True)
class Guidance:
    """Whom to ask when one does not know where to start."""

    name: LocalText | str
    phone: str
    url: str
    hours: LocalText | str


def guidance_of(*places) -> Guidance | None:
    """The first of the places (a municipality, then its county) that has somebody to turn to."""
    for place in places:
        if place is not None and place.has_guidance():
            name = place.guidance_name or place.name
            return Guidance(name, place.guidance_phone, place.guidance_url, place.guidance_hours)
    return None
