"""Maps that the server draws: what stands where, and how a reader without eyes or mouse gets at it."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from services import maps
from services.models import Area, Municipality
from services.places.load import load_places
from tests.factories import make_area, make_municipality

pytestmark = pytest.mark.django_db

#: Squares of 100 by 100 on the grid: two side by side, and one below the first.
FIRST, BESIDE, BELOW = (f"M{left} {top}l100 0 0 100-100 0z" for left, top in ((0, 0), (100, 0), (0, 100)))


def make_three():
    """Three municipalities of a county; the second is the neighbour of both others."""
    county = make_area("Rivistö")
    first, second, third = (
        make_municipality(name, county, outline=outline)
        for name, outline in (("Länsi", FIRST), ("Keski", BESIDE), ("Itä", BELOW))
    )
    second.neighbours.set([first, third])
    return first, second, third


def html_of(drawn) -> str:
    return render_to_string("components/_map.html", {"map": drawn})


def test_a_municipality_stands_among_its_neighbours():
    first, _second, _third = make_three()

    drawn = maps.municipality_map(first)

    assert drawn.here.name == "Länsi"
    assert [place.name for place in drawn.near] == ["Keski"]
    assert drawn.rest.count("M") == 1


def test_neighbours_are_links_with_a_name():
    _first, second, _third = make_three()

    html = html_of(maps.municipality_map(second))

    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><title>([^<]+)</title>', html)
    assert links == [("/kunnat/ita/", "Itä", "Itä"), ("/kunnat/lansi/", "Länsi", "Länsi")]


def test_the_map_and_the_municipality_itself_have_names_for_a_screen_reader():
    _first, second, _third = make_three()

    html = html_of(maps.municipality_map(second))

    assert 'role="group" aria-label="' in html
    assert '<g role="img" aria-label="Keski"><title>Keski</title>' in html


def test_the_policy_against_styles_in_the_page_is_kept():
    html = html_of(maps.municipality_map(make_three()[1]))

    assert "style" not in html


def test_a_name_is_escaped():
    county = make_area("Rivistö")
    place = make_municipality('<b title="x">', county, outline=FIRST, slug="b")

    assert "<b title" not in html_of(maps.municipality_map(place))


def test_an_area_shows_all_its_municipalities_as_links_in_their_order():
    first, _second, _third = make_three()
    make_municipality("Muualla", outline=FIRST)

    drawn = maps.area_map(first.county)

    assert [place.name for place in drawn.near] == ["Itä", "Keski", "Länsi"]
    assert drawn.here is None


def test_each_map_takes_one_query(django_assert_num_queries):
    _first, second, _third = make_three()

    with django_assert_num_queries(1):
        html_of(maps.municipality_map(second))
    with django_assert_num_queries(1):
        html_of(maps.area_map(second.county))


def test_without_an_outline_there_is_no_map():
    place = make_municipality("Uusi")

    assert maps.municipality_map(place) is None
    assert maps.area_map(place.county) is None


def boxes(drawn):
    for label in drawn.labels:
        half = len(label.text) * maps.LETTER_WIDTH / 2
        yield label.x - half, label.y - maps.LABEL_HEIGHT / 2, label.x + half, label.y + maps.LABEL_HEIGHT / 2


def test_labels_of_real_maps_are_whole_and_do_not_overlap():
    load_places(settings.BASE_DIR / "fixtures" / "places")
    names = ["Nokia", "Tampere", "Kauniainen", "Maarianhamina", "Inari"]
    for municipality in Municipality.objects.filter(name_fi__in=names):
        drawn = maps.municipality_map(municipality)

        found = list(boxes(drawn))
        assert municipality.name in [label.text for label in drawn.labels]
        assert all(left >= 0 and top >= 0 for left, top, _right, _bottom in found)
        assert all(right <= drawn.width and bottom <= drawn.height for _l, _t, right, bottom in found)
        for number, one in enumerate(found):
            for other in found[:number]:
                apart_across = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
                assert apart_across or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


def test_no_map_of_an_area_weighs_more_than_twenty_kilobytes():
    load_places(settings.BASE_DIR / "fixtures" / "places")

    weights = {area.slug: len(html_of(maps.area_map(area))) for area in Area.objects.filter(same_as=None)}

    assert {slug: weight for slug, weight in weights.items() if weight > 20_000} == {}
