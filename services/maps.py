"""Maps that the server draws: outlines turned into what `components/_map.html` shows.

Coordinates are whole numbers in a picture 400 wide, about a pixel each: that keeps a map light,
and neighbours still meet, because each point of a shared border is rounded to the same place.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from services.models import Area, AreaKind, Municipality
from services.places.outlines import Point, Ring, path, read_path, thin
from services.translated import columns

WIDTH = 400
MUNICIPALITY_HEIGHT = 440
AREA_HEIGHT = 480
MARGIN = 8
#: How many times its own size is shown of what lies round a municipality.
SURROUNDINGS = 3.4
#: The least part of the free room that stays on each side of a municipality.
INSET = 0.22
#: The room that a label takes: the style sheet sets it in 16 px.
LETTER_WIDTH = 9.2
BOLD = 1.1
LABEL_HEIGHT = 20
ROW_HEIGHT = 5

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class Label:
    """A name on the map; `x` and `y` are the middle of its text."""

    text: str
    x: int
    y: int
    is_here: bool = False


@dataclass
class Place:
    """One shape; a link when it has a `url`."""

    name: str
    path: str
    url: str = ""


@dataclass
class Map:
    """What the template draws: `rest` below, then `near` as links, then `here`, then the labels."""

    title: str
    width: int
    height: int
    rest: str = ""
    near: list[Place] = field(default_factory=list)
    here: Place | None = None
    labels: list[Label] = field(default_factory=list)


def municipality_map(municipality: Municipality) -> Map | None:
    """A municipality in the middle of its neighbours, which are links; None without an outline."""
    if not municipality.outline:
        return None
    neighbours = Municipality.neighbours.through.objects
    ours = neighbours.filter(from_municipality=municipality, to_municipality=OuterRef("pk"))
    theirs = neighbours.filter(
        to_municipality=OuterRef("pk"), from_municipality__in=municipality.neighbours.values("pk")
    )
    around = Municipality.objects.annotate(is_near=Exists(ours))
    around = around.filter(Q(is_near=True) | Q(county=municipality.county_id) | Exists(theirs))
    around = list(
        around.exclude(pk=municipality.pk)
        .exclude(outline="")
        .only("slug", "outline", "sort_fi", *columns("name"))
    )
    rings = {place.pk: read_path(place.outline) for place in [*around, municipality]}
    near = [place for place in around if place.is_near]

    here_box = _box(rings[municipality.pk])
    frame = _frame(here_box, _joined([here_box, *(_box(rings[place.pk]) for place in near)]))
    scale = _Scale(frame, WIDTH, MUNICIPALITY_HEIGHT)
    rest = [place for place in around if not place.is_near and _overlap(_box(rings[place.pk]), frame)]
    drawn = {pk: scale.rings(shape) for pk, shape in rings.items()}
    return Map(
        title=_("Map: %(name)s and its neighbouring municipalities") % {"name": municipality.name},
        width=WIDTH,
        height=MUNICIPALITY_HEIGHT,
        rest="".join(path(drawn[place.pk]) for place in rest),
        near=[Place(place.name, path(drawn[place.pk]), place.get_absolute_url()) for place in near],
        here=Place(municipality.name, path(drawn[municipality.pk])),
        labels=_labels(municipality, near, drawn),
    )


def area_map(area: Area) -> Map | None:
    """All municipalities of a county or region, each a link; None when none has an outline."""
    side = {"county": area} if area.kind == AreaKind.COUNTY else {"region": area}
    members = Municipality.objects.filter(**side).exclude(outline="")
    places = list(members.only("slug", "outline", "sort_fi", *columns("name")))
    if not places:
        return None
    rings = [read_path(place.outline) for place in places]
    frame = _joined([_box(shape) for shape in rings])
    scale = _Scale(frame, WIDTH, AREA_HEIGHT, margin=MARGIN)
    near = [
        Place(place.name, path(scale.rings(shape)), place.get_absolute_url())
        for place, shape in zip(places, rings, strict=True)
    ]
    return Map(_("Map: %(name)s") % {"name": area.short_name}, WIDTH, scale.height, near=near)


class _Scale:
    """Turns grid points into points of the picture: the frame fits in and stands in the middle."""

    def __init__(self, frame: Box, width: int, height: int, margin: int = 0):
        left, top, right, bottom = frame
        across, down = max(right - left, 1), max(bottom - top, 1)
        self._factor = min((width - 2 * margin) / across, (height - 2 * margin) / down)
        self._left = left - (width / self._factor - across) / 2
        self._top = top - margin / self._factor
        self.height = round(down * self._factor) + 2 * margin

    def rings(self, rings: Iterable[Ring]) -> list[Ring]:
        return [thin([self._point(point) for point in ring]) for ring in rings]

    def _point(self, point: Point) -> Point:
        return round((point[0] - self._left) * self._factor), round((point[1] - self._top) * self._factor)


def _box(rings: Iterable[Ring]) -> Box:
    across, down = zip(*itertools.chain.from_iterable(rings), strict=True)
    return min(across), min(down), max(across), max(down)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _joined(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _frame(here: Box, around: Box) -> Box:
    """The part of the country shown: `here` with its neighbours, as far as `here` stays large."""
    size = max(here[2] - here[0], here[3] - here[1])
    across = max(min(around[2] - around[0], SURROUNDINGS * size), size * 1.2)
    down = max(min(around[3] - around[1], SURROUNDINGS * size), size * 1.2)
    across = max(across, down * WIDTH / MUNICIPALITY_HEIGHT)
    down = across * MUNICIPALITY_HEIGHT / WIDTH
    left = _slide(here[0], here[2], around[0], around[2], across)
    top = _slide(here[1], here[3], around[1], around[3], down)
    return left, top, left + across, top + down


def _slide(here_start, here_end, start, end, length) -> float:
    """Where a window of `length` begins: in the middle of it all, `here` well inside."""
    inset = (length - (here_end - here_start)) * INSET
    wanted = (start + end - length) / 2
    return min(max(wanted, here_end + inset - length), here_start - inset)


def _labels(here, near, drawn) -> list[Label]:
    """Names where there is room; one without room is left out, its shape still has a title."""
    dark = _Shape(drawn[here.pk])
    labels, taken = [], []

    def place_label(name, points, is_here=False) -> bool:
        half = len(name) * LETTER_WIDTH / 2
        for x, y in points:
            x = min(max(x, half + MARGIN), WIDTH - half - MARGIN)
            box = (x - half, y - LABEL_HEIGHT / 2, x + half, y + LABEL_HEIGHT / 2)
            if not any(_overlap(box, other) for other in taken) and (is_here or not dark.touches(box)):
                taken.append(box)
                labels.append(Label(name, round(x), round(y), is_here))
                return True
        return False

    if not place_label(here.name, dark.middles(_width(here) * BOLD), is_here=True):
        largest = max(drawn[here.pk], key=lambda ring: _size(_box([ring])))
        place_label(here.name, [*_Shape([largest]).edges(), *dark.edges()])
    # The smallest first: it has the fewest places to choose from.
    shapes = [(place, _Shape(drawn[place.pk])) for place in near]
    for place, shape in sorted(shapes, key=lambda pair: pair[1].area()):
        place_label(place.name, [*shape.middles(_width(place)), *shape.widest(_width(place))])
    return labels


def _width(place) -> float:
    return len(place.name) * LETTER_WIDTH


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class _Shape:
    """A shape cut into rows, each row the stretches that lie inside."""

    def __init__(self, rings: list[Ring]):
        self._rows = {y: self._stretches(rings, y) for y in range(0, MUNICIPALITY_HEIGHT, ROW_HEIGHT)}

    @staticmethod
    def _stretches(rings, y) -> list[tuple[float, float]]:
        line = y + 0.5  # between the whole numbers that corners lie on
        crossings = []
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if (y1 > line) != (y2 > line):
                    crossings.append(x1 + (line - y1) * (x2 - x1) / (y2 - y1))
        crossings.sort()
        cut = [min(max(x, 0), WIDTH) for x in crossings]
        return [(start, end) for start, end in zip(cut[::2], cut[1::2], strict=False) if end > start]

    def area(self) -> float:
        return sum(end - start for stretches in self._rows.values() for start, end in stretches)

    def touches(self, box: Box) -> bool:
        return any(
            start < box[2] and box[0] < end
            for y, stretches in self._rows.items()
            if box[1] - ROW_HEIGHT < y < box[3] + ROW_HEIGHT
            for start, end in stretches
        )

    def middles(self, width: float) -> list[Point]:
        """Points to write at, the best first: where the most rows above and below are wide enough."""
        found = []
        for y, stretches in self._rows.items():
            if LABEL_HEIGHT <= y <= MUNICIPALITY_HEIGHT - LABEL_HEIGHT:
                for stretch in stretches:
                    rows, (start, end) = self._depth(y, stretch, width)
                    found.append((rows, end - start, (start + end) / 2, y))
        found.sort(reverse=True)
        return [(x, y) for rows, _width, x, y in found if rows]

    def widest(self, width: float) -> list[Point]:
        """Points for a name that the shape is too small for: it runs over an end of a wide row."""
        found = [
            (end - start, x, y)
            for y, stretches in self._rows.items()
            if LABEL_HEIGHT <= y <= MUNICIPALITY_HEIGHT - LABEL_HEIGHT
            for start, end in stretches
            for x in ((start + end) / 2, start + width / 2, end - width / 2)
        ]
        return [(x, y) for _length, x, y in sorted(found, reverse=True)]

    def edges(self) -> list[Point]:
        """Points below and above the shape, for its name when it does not fit in."""
        rows = {y: stretches for y, stretches in self._rows.items() if stretches}
        if not rows:
            return []
        top, bottom = min(rows), max(rows)
        below = ((rows[bottom][0][0] + rows[bottom][-1][1]) / 2, bottom + LABEL_HEIGHT)
        above = ((rows[top][0][0] + rows[top][-1][1]) / 2, top - LABEL_HEIGHT)
        return [
            point
            for point in (below, above)
            if LABEL_HEIGHT <= point[1] <= MUNICIPALITY_HEIGHT - LABEL_HEIGHT
        ]

    def _depth(self, y, stretch, width) -> tuple[int, tuple[float, float]]:
        """How many rows above and below `y` have `width` in common with it, and what they share."""
        start, end = stretch
        if end - start < width:
            return 0, stretch
        for rows in itertools.count(1):
            for other in (y - rows * ROW_HEIGHT, y + rows * ROW_HEIGHT):
                shared = [
                    (max(a, start), min(b, end))
                    for a, b in self._rows.get(other, [])
                    if a < end and start < b
                ]
                if not shared or max(b - a for a, b in shared) < width:
                    return rows - 1, (start, end)
                start, end = max(shared, key=lambda span: span[1] - span[0])
        raise AssertionError("a shape has an end")
