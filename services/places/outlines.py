"""Outlines of the municipalities: from TopoJSON to short SVG paths on one flat grid.

All points lie on one grid for the whole country, so that neighbours meet without a gap: plane
coordinates ETRS-TM35FIN (EPSG:3067) in hundreds of metres, x to the east, y to the south.
"""

import itertools
import math
import re

GRID_METRES = 100
#: A northing beyond Finland's northernmost point; y counts down from here.
TOP_METRES = 7_800_000

Point = tuple[int, int]
Ring = list[Point]

# GRS80 and the projection, after recommendation JHS 197 of the Finnish public administration.
_FLATTENING = 1 / 298.257222101
_N = _FLATTENING / (2 - _FLATTENING)
_RADIUS = 6_378_137.0 / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64) * 0.9996
_ECCENTRICITY = math.sqrt(2 * _FLATTENING - _FLATTENING**2)
_SERIES = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)
_CENTRAL_MERIDIAN = math.radians(27)
_FALSE_EASTING = 500_000.0


def to_plane(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres (ETRS-TM35FIN) of a point in degrees."""
    sine = math.sin(math.radians(latitude))
    conformal = math.atanh(sine) - _ECCENTRICITY * math.atanh(_ECCENTRICITY * sine)
    along = math.radians(longitude) - _CENTRAL_MERIDIAN
    xi = math.atan2(math.sinh(conformal), math.cos(along))
    eta = math.atanh(math.sin(along) / math.cosh(conformal))
    north, east = xi, eta
    for k, factor in enumerate(_SERIES, start=1):
        north += factor * math.sin(2 * k * xi) * math.cosh(2 * k * eta)
        east += factor * math.cos(2 * k * xi) * math.sinh(2 * k * eta)
    return _FALSE_EASTING + _RADIUS * east, _RADIUS * north


def to_grid(longitude: float, latitude: float) -> Point:
    """The point of the maps' grid nearest to a point in degrees."""
    east, north = to_plane(longitude, latitude)
    return round(east / GRID_METRES), round((TOP_METRES - north) / GRID_METRES)


class Boundaries:
    """The municipalities of a TopoJSON file: outlines, and who shares a border with whom."""

    def __init__(self, topology: dict):
        self._arcs = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
        geometries = topology["objects"]["kunnat"]["geometries"]
        self._rings = {shape["id"]: _rings_of(shape) for shape in geometries}

    def outlines(self) -> dict[str, str]:
        """SVG path by municipality code."""
        return {code: path(self._ring(arcs) for arcs in rings) for code, rings in self._rings.items()}

    def neighbours(self) -> set[tuple[str, str]]:
        """Pairs of codes that share a stretch of border, each pair both ways."""
        owners: dict[int, set[str]] = {}
        for code, rings in self._rings.items():
            for arc in itertools.chain.from_iterable(rings):
                owners.setdefault(_arc_number(arc), set()).add(code)
        return {pair for codes in owners.values() for pair in itertools.permutations(codes, 2)}

    def _ring(self, arcs: list[int]) -> Ring:
        points = []
        for arc in arcs:
            line = self._arcs[_arc_number(arc)]
            points += line if arc >= 0 else reversed(line)
        return thin(points)


def thin(points: list[Point]) -> Ring:
    """The points without those that repeat the one before; the last one leads back to the first."""
    ring = [point for point, _ in itertools.groupby(points)]
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def path(rings) -> str:
    """The SVG path of closed rings; specks of fewer than three points are left out."""
    return "".join(_ring_path(ring) for ring in rings if len(ring) > 2)


def read_path(outline: str) -> list[Ring]:
    """The rings of a path that `path` wrote."""
    rings = []
    for part in outline.split("z")[:-1]:
        numbers = [int(number) for number in _NUMBER.findall(part)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        rings.append(list(itertools.accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))))
    return rings


_NUMBER = re.compile(r"-?\d+")


def _ring_path(ring: Ring) -> str:
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(ring)]
    numbers = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{numbers}z"


def _decode(arc: list, transform: dict) -> list[Point]:
    """The points of an arc: TopoJSON writes steps from point to point on a grid of its own."""
    (x_scale, y_scale), (x_origin, y_origin) = transform["scale"], transform["translate"]
    steps = itertools.accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [to_grid(x * x_scale + x_origin, y * y_scale + y_origin) for x, y in steps]


def _arc_number(arc: int) -> int:
    """TopoJSON writes an arc that is walked backwards as its complement."""
    return arc if arc >= 0 else ~arc


def _rings_of(shape: dict) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return shape["arcs"]
    return [ring for polygon in shape["arcs"] for ring in polygon]
