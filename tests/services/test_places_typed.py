"""What readers type as a place, and everything else that an address may hold."""

import pytest

from services.search.places import find_places, forget_names, names_like
from tests.factories import make_municipality, make_postal_code, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_names():
    forget_names()
    yield
    forget_names()


def found(*typed, near=""):
    return [place.name for place in find_places(list(typed), near).municipalities]


# -- names and postal codes


@pytest.mark.parametrize(
    "typed",
    [
        "Jämsä",
        "jämsä",
        "JÄMSÄ",
        "Jamsa",
        "jamsa",
        "  Jämsä ",
        "Jämsä\u00a0",
        "Ja\u0308msa\u0308",
        "\u200eJämsä\u200f",
    ],
)
def test_a_finnish_name_is_known_however_it_is_typed(typed):
    make_municipality("Jämsä")

    assert found(typed) == ["Jämsä"]


@pytest.mark.parametrize("typed", ["Tammerfors", "tammerfors", "TAMMERFORS ", "Tampere"])
def test_the_swedish_name_is_known_too(typed):
    make_municipality("Tampere", name_sv="Tammerfors")

    assert found(typed) == ["Tampere"]


@pytest.mark.parametrize("typed", ["Pedersören kunta", "pedersoren  kunta", "Pedersöre"])
def test_a_name_of_two_words_is_known(typed):
    make_municipality("Pedersören kunta", name_sv="Pedersöre")

    assert found(typed) == ["Pedersören kunta"]


@pytest.mark.parametrize("typed", ["33100", " 33100 "])
def test_a_postal_code_stands_for_its_municipality(typed):
    make_postal_code("33100", make_municipality("Tampere"))

    assert found(typed) == ["Tampere"]


def test_the_same_place_typed_in_several_ways_is_one_place():
    tampere = make_municipality("Tampere", name_sv="Tammerfors")
    make_postal_code("33100", tampere)

    assert found("Tampere", "Tammerfors", "33100", "tampere") == ["Tampere"]


def test_a_name_that_is_both_means_the_place_whose_own_address_it_is():
    make_municipality("Uusikaupunki", name_sv="Nystad", slug="uusikaupunki")
    make_municipality("Aaa", name_sv="Nokia")
    make_municipality("Nokia")
    make_municipality("Öhö", name_sv="Nokia")

    assert found("Nokia", "nystad") == ["Nokia", "Uusikaupunki"]


@pytest.mark.parametrize(
    "typed", ["Nowhere", "99999", "3310", "331000", "٣٣١٠٠", "%", "_", "'", "😀", "a" * 10_000, "-", "Nok*"]
)
def test_what_is_no_place_is_told_as_unknown(typed):
    make_municipality("Nokia")
    make_postal_code("33100", make_municipality("Tampere"))

    assert find_places([typed]).unknown == [typed]


@pytest.mark.parametrize("typed", ["", "  ", "\t"])
def test_an_empty_field_asks_for_nothing(typed):
    places = find_places([typed], typed.strip())

    assert (places.municipalities, places.unknown, places.unknown_near) == ([], [], "")


def test_places_are_found_in_one_query_however_many_were_typed(django_assert_num_queries):
    tampere = make_municipality("Tampere")
    make_municipality("Nokia")
    make_postal_code("33100", tampere)

    with django_assert_num_queries(1):
        places = find_places(["nokia", "tampere", "33100", "nowhere"], "33100")
        counties = [place.county.name for place in places.municipalities]
    assert len(counties) == 2


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Nokai", "Nokia"),
        ("Noki", "Nokia"),
        ("tamere", "Tampere"),
        ("Tamerfors", "Tampere"),
        ("Jyvaskyla", "Jyväskylä"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(typed, near):
    make_municipality("Tampere", name_sv="Tammerfors")
    make_municipality("Jyväskylä")
    make_municipality("Nokia")

    assert names_like(typed)[0]["name"] == near


def test_the_near_names_are_links_that_keep_the_rest_of_the_search(client):
    make_municipality("Nokia")

    search = client.get("/palvelut/", {"municipality": "Nokai", "tier": "2", "q": "ero"}).context["search"]

    assert search.place_problem == {
        "typed": "Nokai",
        "near": [{"name": "Nokia", "url": "/palvelut/?q=ero&tier=2&municipality=nokia"}],
    }


def test_an_unknown_place_gives_no_list_that_would_mislead(client):
    make_municipality("Nokia")
    make_service("Nationwide")

    response = client.get("/palvelut/", {"municipality": "Nowhere"})

    assert (response.status_code, list(response.context["page_obj"].object_list)) == (200, [])
    assert "Nowhere" in response.content.decode()


def test_one_of_two_homes_unknown_is_explained_and_the_other_is_kept(client):
    make_municipality("Nokia")

    search = client.get("/palvelut/?municipality=nokia&municipality=Tampre").context["search"]

    assert search.place_problem["typed"] == "Tampre"
    assert search.place_values == ["Nokia", "Tampre"]


def test_a_postal_code_without_coordinates_is_no_place_to_be_near_to():
    make_postal_code("00002", make_municipality("Helsinki"), latitude=None, longitude=None)

    places = find_places([], "00002")

    assert (places.near, places.unknown_near) == (None, "00002")


# -- whatever an address holds, the answer is a page

HOSTILE = [
    "\u202eaikoN",
    "\u2066Nokia\u2069",
    "a" * 10_000,
    "😀" * 500,
    "' OR 1=1 --",
    "%' ESCAPE '!",
    "_%_%",
    "a & b | !c <-> d:*",
    "\\",
    "\\\\'",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% now %}",
    "Nokia\r\nSet-Cookie: a=b",
    "\ufffd\ufffe\uffff",
    "\u0000",
    "\u0130\u0131\u1e9e",
    "-1",
    "9" * 5_000,
    "1e309",
    "٣",
]
NAMES = [
    "q", "municipality", "near", "area", "tier", "theme", "age", "audience", "format", "access", "language",
    "free", "urgent", "network", "order", "page", "nonsense",
]  # fmt: skip
#: An unknown place ends the search early, so these are tried apart from the rest.
PLACES = {"municipality", "near"}


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_in_the_address_breaks_a_list(client, value):
    make_municipality("Nokia")
    make_service()
    queries = [
        ("/palvelut/", {name: value for name in NAMES if name not in PLACES}),
        ("/palvelut/", dict.fromkeys(PLACES, value)),
        ("/organisaatiot/", dict.fromkeys(NAMES, value)),
    ]

    assert [client.get(path, query).status_code for path, query in queries] == [200, 200, 200]


@pytest.mark.parametrize(
    "query",
    [
        b"q=%FF%FE",
        b"q=%C3%28",
        b"q=%ED%A0%80",
        b"municipality=%F0%28%8C%28",
        b"municipality=%00",
        b"municipality=Nok%00ia",
        b"near=%00",
        b"q=%",
        b"q=%E4iti",
        b"%FF=%FF",
        b"&&&===;;;",
        b"q=a&q=b&q=c",
        b"page=abc",
        b"page=99999",
        b"page=-1",
        b"page=0",
        b"page=",
        b"page=last",
        b"tier=9",
        b"tier=",
        b"tier=1&tier=9&tier=abc",
        b"municipality=",
        b"municipality=&municipality=",
        b"near=1",
        b"near=37100&near=37100",
        b"order=near",
        b"age=18",
        b"age=-1",
        b"area=nowhere",
        b"language=" + b"a" * 5_000,
        b"&".join([b"tier=1"] * 50),
        b"&".join(b"municipality=place%d" % n for n in range(50)),
        b"&".join([b"municipality=Nokia"] * 50),
        b"&".join(b"theme=theme%d" % n for n in range(50)),
    ],
)
@pytest.mark.parametrize("path", ["/palvelut/", "/en/organisations/"])
def test_no_raw_query_breaks_a_list(client, path, query):
    make_municipality("Nokia")
    make_service()

    assert client.get(path, QUERY_STRING=query.decode()).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/palvelut/%FF/", 404),
        ("/palvelut/%C3%28/", 404),
        ("/palvelut/a%00b/", 400),
        ("/kunnat/%E2%80%AE/", 404),
        ("/kunnat/J%C3%A4ms%C3%A4/", 404),
        ("/alueet/" + "a" * 5_000 + "/", 404),
        ("/organisaatiot/../../etc/passwd", 404),
        ("/kuvat/%FF", 404),
        ("/kuvat/" + "a" * 5_000, 404),
        ("/sitemap-nothing.xml", 404),
        ("/sitemap-services.xml?p=abc", 404),
        ("/sitemap-services.xml?p=99", 404),
    ],
)
def test_no_path_breaks_the_site(client, path, status):
    assert client.get(path).status_code == status


def test_a_typed_place_is_shown_back_without_marks_that_turn_the_text_round(client):
    make_municipality("Nokia")

    search = client.get("/palvelut/", {"municipality": "\u202eTampre\u2069\x07"}).context["search"]

    assert search.place_values == ["Tampre"]


def test_a_typed_place_is_cut_to_the_length_of_its_field(client):
    search = client.get("/palvelut/", {"municipality": "x" * 10_000, "near": "9" * 10_000}).context["search"]

    assert (search.place_values, search.near_value) == (["x" * 60], "9" * 60)


def test_what_is_typed_is_escaped_where_it_is_shown(client):
    text = "<b>x</b>"

    page = client.get("/palvelut/", {"municipality": text, "q": text}).content.decode()

    assert text not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_unknown_values_are_told_and_the_known_ones_kept(client):
    make_service(tier=1)
    wanted = make_service(tier=2)

    response = client.get("/palvelut/?tier=2&tier=9")

    assert list(response.context["page_obj"].object_list) == [wanted]
    assert ["9" in problem for problem in response.context["search"].problems] == [True]


def test_a_page_beyond_the_end_is_the_last_one(client):
    for number in range(21):
        make_service(f"Service {number:02}")

    page = client.get("/palvelut/", {"page": "99999"}).context["page_obj"]

    assert (page.number, [service.name for service in page.object_list]) == (2, ["Service 20"])
