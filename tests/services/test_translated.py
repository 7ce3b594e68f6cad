"""Texts in three languages: what a reader sees, in which order, and in whose language it says it is."""

import pytest
from django.utils.translation import override

from services.models import Service
from services.translated import LocalText, finnish_order, pick
from tests.factories import make_organization, make_service, make_theme

pytestmark = pytest.mark.django_db

ALPHABET = [
    "Ahma",
    "apila",
    "Eero",
    "Éric",
    "Šakki",
    "sauna",
    "Wappu",
    "xi",
    "Zeppelin",
    "Ålanti",
    "ähky",
    "Ääni",
    "Öljy",
]


@pytest.mark.parametrize(
    ("reader", "texts", "text", "foreign"),
    [
        ("fi", {"fi": "a", "sv": "b", "en": "c"}, "a", ""),
        ("sv", {"fi": "a", "sv": "b", "en": "c"}, "b", ""),
        ("en", {"fi": "a", "sv": "b", "en": "c"}, "c", ""),
        ("sv", {"fi": "a", "sv": "", "en": "c"}, "a", "fi"),
        ("en", {"fi": "a", "sv": "b"}, "a", "fi"),
        ("en", {"fi": "", "sv": "b"}, "b", "sv"),
        ("fi", {"sv": "b", "en": "c"}, "b", "sv"),
        ("fi", {"en": "c"}, "c", "en"),
        ("sv", {"en": "c"}, "c", "en"),
        ("fi", {}, "", ""),
        ("de", {"fi": "a", "en": "c"}, "a", ""),
        ("sv-fi", {"fi": "a", "sv": "b"}, "b", ""),
    ],
)
def test_a_reader_gets_their_own_language_else_finnish_swedish_english(reader, texts, text, foreign):
    with override(reader):
        found = pick(texts)

    assert (found, found.foreign) == (text, foreign)


def test_a_text_read_from_a_row_tells_its_language():
    service = Service(name_sv="Rådgivning")

    assert (service.name, service.name.lang, service.name.foreign) == ("Rådgivning", "sv", "sv")


def test_a_local_text_is_a_text():
    text = LocalText("Rådgivning", "sv", "sv")

    assert (f"{text}!", text.upper(), text == "Rådgivning", len(text)) == (
        "Rådgivning!",
        "RÅDGIVNING",
        True,
        10,
    )


def test_short_lists_are_sorted_in_the_same_order_as_the_database():
    for name in ALPHABET:
        make_service(name)
    by_database = list(Service.objects.order_by("sort_fi", "pk").values_list("name_fi", flat=True))

    assert by_database == sorted(ALPHABET, key=finnish_order)
    assert by_database[-4:] == ["Ålanti", "ähky", "Ääni", "Öljy"]


def test_a_name_sorts_by_what_the_reader_sees():
    make_service("Yksi", name_sv="Alfa")
    make_service("Kaksi")

    keys = Service.objects.order_by("sort_sv").values_list("sort_sv", flat=True)

    assert list(keys) == ["alfa", "kaksi"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/palvelut/kahvila/", '<h1 lang="sv">Kafé</h1>'),
        ("/sv/tjanster/kahvila/", "<h1>Kafé</h1>"),
        ("/en/services/kahvila/", '<h1 lang="sv">Kafé</h1>'),
    ],
)
def test_a_name_that_falls_back_says_its_language_on_its_own_element(client, path, shown):
    make_service("", name_sv="Kafé", slug="kahvila")

    assert shown in client.get(path).content.decode()


def test_every_text_of_a_card_that_falls_back_says_its_language(client):
    organization = make_organization("Yhdistys ry", name_fi="", name_en="Society")
    make_service("", name_en="Name", summary_en="Summary", organization=organization, themes=[make_theme()])

    page = client.get("/palvelut/").content.decode()

    assert page.count('<h2 lang="en">') == 1
    assert '<p class="card__summary" lang="en">Summary</p>' in page
    assert '<span lang="en">Society</span>' in page


@pytest.mark.parametrize("header", ["sv", "en-GB,en;q=0.9", "de", "*"])
def test_the_path_alone_chooses_the_language(client, header):
    headers = {"Accept-Language": header}

    pages = [client.get(path, headers=headers) for path in ("/", "/sv/", "/en/")]

    assert [page["Content-Language"] for page in pages] == ["fi", "sv", "en"]
    assert [
        page.content.decode().count(f'<html lang="{code}"')
        for page, code in zip(pages, ("fi", "sv", "en"), strict=True)
    ] == [1, 1, 1]


@pytest.mark.parametrize("path", ["/", "/palvelut/", "/sv/kommuner/", "/robots.txt"])
def test_no_answer_depends_on_the_language_the_browser_asks_for_nor_on_a_cookie(client, path):
    varies = client.get(path).headers.get("Vary", "").lower()

    assert "accept-language" not in varies
    assert "cookie" not in varies


@pytest.mark.parametrize(
    "path",
    ["/fi/palvelut/", "/sv/palvelut/", "/en/tjanster/", "/tjanster/", "/services/", "/sv", "/SV/tjanster/"],
)
def test_an_address_has_the_words_of_its_own_language_only(client, path):
    assert client.get(path, follow=True).status_code == (200 if path == "/sv" else 404)


def test_the_language_switch_keeps_the_search(client):
    page = client.get("/palvelut/?q=ero&tier=2&page=2")

    assert [language["url"] for language in page.context["languages"]] == [
        "/palvelut/?q=ero&tier=2&page=2",
        "/sv/tjanster/?q=ero&tier=2&page=2",
        "/en/services/?q=ero&tier=2&page=2",
    ]


def test_the_language_switch_leads_to_the_same_service(client):
    make_service("Kahvila")

    page = client.get("/en/services/kahvila/")

    assert [language["url"] for language in page.context["languages"]] == [
        "/palvelut/kahvila/",
        "/sv/tjanster/kahvila/",
        "/en/services/kahvila/",
    ]


def test_the_language_switch_escapes_what_is_in_the_address(client):
    page = client.get('/palvelut/?q="><script>').content.decode()

    assert '"><script>' not in page


def test_a_page_names_itself_in_the_other_languages_without_the_search(client, settings):
    page = client.get("/sv/tjanster/?q=ero&page=2").content.decode()

    site = settings.SITE_URL
    for code, path in [
        ("fi", "/palvelut/"),
        ("sv", "/sv/tjanster/"),
        ("en", "/en/services/"),
        ("x-default", "/palvelut/"),
    ]:
        assert f'<link rel="alternate" hreflang="{code}" href="{site}{path}">' in page
    assert f'<link rel="canonical" href="{site}/sv/tjanster/">' in page


def test_an_address_of_nothing_names_no_other_languages(client):
    page = client.get("/nothing/").content.decode()

    assert "hreflang=" not in page.partition("</head>")[0]
