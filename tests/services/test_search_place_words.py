"""Places in a reader's words, and names that are words or people too."""

import pytest

from services.search.place_words import find_place_words, forms_of_names

NAMES = {
    "nokia": ["Nokia"],
    "virrat": ["Virrat", "Virdois"],
    "tampere": ["Tampere", "Tammerfors"],
    "porvoo": ["Porvoo", "Borgå"],
    "turku": ["Turku", "Åbo"],
    "lahti": ["Lahti", "Lahtis"],
    "riihimaki": ["Riihimäki"],
    "kauniainen": ["Kauniainen", "Grankulla"],
    "hanko": ["Hanko", "Hangö"],
    "salo": ["Salo"],
    "kolari": ["Kolari"],
    "simo": ["Simo"],
    "salla": ["Salla"],
    "kaarina": ["Kaarina", "S:t Karins"],
    "aura": ["Aura"],
    "perho": ["Perho"],
    "kotka": ["Kotka"],
    "loviisa": ["Loviisa", "Lovisa"],
    "mantta-vilppula": ["Mänttä-Vilppula"],
    "ii": ["Ii"],
    "akaa": ["Akaa"],
    "ylojarvi": ["Ylöjärvi"],
    "kuopio": ["Kuopio"],
    "espoo": ["Espoo", "Esbo"],
}
FORMS = forms_of_names(NAMES)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("isäryhmä Nokialla", "nokia", "isäryhmä"),
        ("isäryhmä nokia", "nokia", "isäryhmä"),
        ("kotiapua Virroilta", "virrat", "kotiapua"),
        ("kotiapua virroilla", "virrat", "kotiapua"),
        ("Riihimäen isät", "riihimaki", "isät"),
        ("perheneuvola Tampereelta", "tampere", "perheneuvola"),
        ("perheneuvola tampereella", "tampere", "perheneuvola"),
        ("eroryhmä Turussa", "turku", "eroryhmä"),
        ("eroryhmä turkuun", "turku", "eroryhmä"),
        ("nuoret äidit Lahti", "lahti", "nuoret äidit"),
        ("nuoret äidit lahdessa", "lahti", "nuoret äidit"),
        ("neuvola Akaassa", "akaa", "neuvola"),
        ("neuvola Ylöjärvelle", "ylojarvi", "neuvola"),
        ("neuvola ylojarvella", "ylojarvi", "neuvola"),
        ("kerho Kauniaisissa", "kauniainen", "kerho"),
        ("kerho Mänttä-Vilppulassa", "mantta-vilppula", "kerho"),
        ("pappagrupp i Borgå", "porvoo", "pappagrupp"),
        ("pappagrupp Åbo", "turku", "pappagrupp"),
        ("familjerådgivning i Esbo", "espoo", "familjerådgivning"),
        ("parisuhdeapua Kuopiossa", "kuopio", "parisuhdeapua"),
        ("neuvola Tampereen kaupunki", "tampere", "neuvola"),
    ],
)
def test_any_form_of_a_name_is_a_place(text, place, rest):
    found = find_place_words(text, FORMS)
    assert (found.municipalities, found.rest) == ([place], rest)


@pytest.mark.parametrize(
    "text",
    [
        "kolari järkytti",
        "kolarissa loukkaantunut",
        "kolarin jälkeen",
        "simo",
        "Salla ja Simo",
        "Kaarina",
        "aura",
        "perhoset vatsassa",
        "Lovisa",
        "virta loppu",
        "virtaa arkeen",
        "vauva itkee",
        "isä",
    ],
)
def test_a_name_that_is_a_word_or_a_person_is_no_place(text):
    assert find_place_words(text, FORMS).municipalities == []
    assert find_place_words(text, FORMS).rest == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kerho Sallassa", "salla"),
        ("kerho Simossa", "simo"),
        ("kerho Kaarinassa", "kaarina"),
        ("apua Kolarissa", "kolari"),
        ("kerho Perhossa", "perho"),
        ("kerho salo", "salo"),
        ("kerho kotkassa", "kotka"),
        ("kerho Iissä", "ii"),
        ("kerho Hangossa", "hanko"),
    ],
)
def test_the_same_names_are_places_where_form_or_capital_says_so(text, place):
    assert find_place_words(text, FORMS).municipalities == [place]


def test_a_postal_code_is_a_place_and_with_a_word_for_near_a_point():
    assert find_place_words("vauva 33100", FORMS).postal_codes == ["33100"]
    found = find_place_words("uni lähellä 33100", FORMS)
    assert (found.near, found.postal_codes, found.rest) == ("33100", [], "uni")
