"""Names taken out: by a mask, by a pseudonym in the same case, and from JSON."""

import random

import pytest

from tests.workgroups.guard.test_guard_forms import invented_people
from workgroups.guard import (
    MASK,
    Case,
    Guard,
    Name,
    Person,
    find,
    inflect,
    mask,
    pseudonyms,
    redact_json,
    redact_text,
)

MAIJA = Person(1, Name.parse("Maija Virtanen"))
PEKKA = Person(2, Name.parse("Pekka Laine"))


def test_hits_are_masked():
    text = "Maija Virtasella oli asiaa, ja Maijan lapset tulivat."

    assert mask(text, find(text, [MAIJA])) == f"{MASK} oli asiaa, ja {MASK} lapset tulivat."
    assert (
        mask(text, find(text, [MAIJA]), "[poistettu]")
        == "[poistettu] oli asiaa, ja [poistettu] lapset tulivat."
    )


@pytest.mark.parametrize(
    "text", ["**Maija** Virtanen", "Maija **Virtanen**", "<b>Maija</b> Virtanen", "Mai**ja**"]
)
def test_an_emphasis_goes_with_the_name_that_it_ends_in(text):
    assert redact_text(f"Silloin {text} puhui.", "Maija Virtanen") == f"Silloin {MASK} puhui."


def test_an_emphasis_around_a_name_stays():
    assert (
        redact_text("Silloin **Maija Virta-\nnen** puhui.", "Maija Virtanen") == f"Silloin **{MASK}** puhui."
    )


def test_only_the_hits_that_are_given_are_masked():
    text = "Silloin Maija ja Pekka tulivat."
    hits = [hit for hit in find(text, [MAIJA, PEKKA]) if hit.person_key == 2]

    assert mask(text, hits, "X") == "Silloin Maija ja X tulivat."
    assert mask(text, find(text, [MAIJA, PEKKA]), {2: "Isä"}) == "Silloin Maija ja Isä tulivat."


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("Maija", "Asiantuntija A"),
        ("Maijan", "Asiantuntija A:n"),
        ("Maijaa", "Asiantuntija A:ta"),
        ("Maijalla", "Asiantuntija A:lla"),
        ("Maijaltakin", "Asiantuntija A:lta"),
        ("Maijalle", "Asiantuntija A:lle"),
        ("Maijassa", "Asiantuntija A:ssa"),
        ("Maijasta", "Asiantuntija A:sta"),
        ("Maijaan", "Asiantuntija A:han"),
        ("Maijaksi", "Asiantuntija A:ksi"),
        ("Maijana", "Asiantuntija A:na"),
        ("Maijatta", "Asiantuntija A:tta"),
        ("Maija Virtasen", "Asiantuntija A:n"),
        ("Virtasten", "Asiantuntija A:n"),
        ("Maija's", "Asiantuntija A:s"),
    ],
)
def test_a_pseudonym_stands_in_the_case_of_the_name(shown, wanted):
    text = f"Silloin {shown} tuli."

    assert mask(text, find(text, [MAIJA]), {1: "Asiantuntija A"}) == f"Silloin {wanted} tuli."


@pytest.mark.parametrize(
    ("name", "case", "wanted"),
    [
        ("Expert B", Case.ADESSIVE, "Expert B:llä"),
        ("Expert B", Case.ILLATIVE, "Expert B:hen"),
        ("Expert F", Case.PARTITIVE, "Expert F:ää"),
        ("Expert F", Case.ILLATIVE, "Expert F:ään"),
        ("Expert H", Case.ADESSIVE, "Expert H:lla"),
        ("Expert AB", Case.GENITIVE, "Expert AB:n"),
        ("Isä", Case.GENITIVE, "Isä"),
    ],
)
def test_a_letter_is_inflected_as_its_name_is_read(name, case, wanted):
    assert inflect(name, case) == wanted


def test_every_letter_has_every_case():
    for name in pseudonyms("memo", range(60), "X").values():
        for case in Case:
            assert inflect(name, case).startswith(name)


def test_pseudonyms_are_the_same_in_a_memo_and_in_any_order_of_the_people():
    assert pseudonyms("memo", [1, 2, 3], "Expert") == pseudonyms("memo", [3, 1, 2], "Expert")
    assert sorted(pseudonyms("memo", [1, 2, 3], "Expert").values()) == ["Expert A", "Expert B", "Expert C"]


def test_pseudonyms_of_two_memos_do_not_go_together():
    same = sum(pseudonyms(f"memo {n}", range(4), "Expert")[0] == "Expert A" for n in range(400))

    assert 60 < same < 140


def test_a_person_added_later_takes_the_next_letter():
    first = pseudonyms("memo", ["maija", "pekka"], "Expert")
    later = pseudonyms("memo", ["maija", "pekka", "sari"], "Expert", given=first)

    assert {key: later[key] for key in first} == first
    assert later["sari"] == "Expert C"


def test_there_are_letters_for_everybody():
    names = set(pseudonyms("memo", range(100), "Expert").values())

    assert len(names) == 100
    assert {"Expert A", "Expert Z", "Expert AA", "Expert CV"} <= names


def test_redacting_leaves_no_form_of_the_name_and_all_else():
    text = "Maija Virtasen esitys: virtanen_maija.pdf, Mai**ja**lla oli M. Virtanen -kyltti. Pekka kiitti."

    assert redact_text(text, "Maija Virtanen") == (
        f"{MASK} esitys: {MASK}.pdf, {MASK} oli {MASK} -kyltti. Pekka kiitti."
    )


def test_redacting_takes_doubtful_names_and_other_names_in_use_too():
    assert redact_text("Toivo tuli. Topille soitettiin.", "Toivo Mäki", aliases=["Topi"]) == (
        f"{MASK} tuli. {MASK} soitettiin."
    )


def test_redacting_spares_those_who_may_be_named():
    liisa = Person("liisa", Name.parse("Liisa Virtanen"))

    assert redact_text("Liisa Virtanen ja Maija Virtanen.", "Maija Virtanen", named=[liisa]) == (
        f"Liisa Virtanen ja {MASK}."
    )


def test_redacting_json_reaches_lists_objects_and_keys():
    value = {
        "attendances": [{"name": "Maija Virtanen", "present": True, "minutes": 1.5}, None],
        "Maijan asiat": ["Virtaselle soitettiin.", {"file": "maija_virtanen.pdf"}],
        "title": "Kokous",
    }

    assert redact_json(value, "Maija Virtanen") == {
        "attendances": [{"name": MASK, "present": True, "minutes": 1.5}, None],
        f"{MASK} asiat": [f"{MASK} soitettiin.", {"file": f"{MASK}.pdf"}],
        "title": "Kokous",
    }
    assert value["attendances"][0]["name"] == "Maija Virtanen"


def test_redacting_json_loses_no_value_when_keys_become_one():
    assert redact_json({"Maija": 1, "Virtanen": 2, MASK: 3}, "Maija Virtanen") == {
        f"{MASK} 2": 1, f"{MASK} 3": 2, MASK: 3,
    }  # fmt: skip


def test_redacting_twice_changes_nothing_more_and_leaves_nothing():
    dice = random.Random(1)
    for first, last in list(invented_people())[:60]:
        name = Name((first.name,), last.name)
        forms = [
            *(form.form for form in first.forms),
            *(form.form for form in last.forms),
            first.name[0] + ".",
        ]
        joints = [" ", ", ", "-", "_", ".", "\n", "**", "", "\u00ad", " ja "]
        text = "".join(dice.choice(forms) + dice.choice(joints) for _ in range(40))

        once = redact_text(text, name)

        assert redact_text(once, name) == once
        assert Guard([Person(1, name)]).find(once) == []
        assert redact_json({"a": [once]}, name) == {"a": [once]}
