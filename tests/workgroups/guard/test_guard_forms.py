"""Every form of a name is found: the promise that the guard is for."""

import random

import pytest
from marisa_trie import BytesTrie

from services.search.dictionaries import folder
from tests.workgroups.guard.declension import FIRST_NAMES, SURNAME_ENDS, Declined
from workgroups.guard import Case, Guard, Name, Person, case_of, forms
from workgroups.guard.index import Index
from workgroups.guard.reading import plain

#: Beginnings of invented surnames; they do not inflect.
_BEGINNINGS = [
    "Havu", "Kuura", "Lumme", "Tuisku", "Kanerva", "Halla", "Ruska", "Vaahtera", "Hirvi", "Sarka",
    "Rauta", "Kulta", "Hopea", "Musta", "Myrsky", "Nuoli", "Syrjä", "Talvi", "Ilves", "Urpu",
]  # fmt: skip
_CLITICS = ["kin", "kaan", "han", "ko", "pa", "kohan", "pahan", "kos"]
_SEED = 20_261_122
_PEOPLE = 200


def invented_people():
    """200 invented people, each a declined first name and surname; every tenth has double ones."""
    dice = random.Random(_SEED)
    for number in range(_PEOPLE):
        first, last = (
            dice.choice(FIRST_NAMES),
            put_before(dice.choice(_BEGINNINGS), dice.choice(SURNAME_ENDS)),
        )
        if number % 10 == 0:
            first = put_before(f"{dice.choice(FIRST_NAMES).name}-", first)
            last = put_before(f"{dice.choice(_BEGINNINGS)}nen-", last)
        yield first, last


def put_before(beginning, declined):
    """A compound: its last part is inflected."""
    first, *rest = beginning + declined.name
    forms = tuple(form._replace(form=(beginning + form.form).capitalize()) for form in declined.forms)
    if "-" in beginning:
        forms = tuple(
            form._replace(form=beginning + form.form[len(beginning) :].capitalize()) for form in forms
        )
        return Declined(beginning + declined.name.capitalize(), forms, declined.vowel)
    return Declined(first + "".join(rest), forms, declined.vowel)


def all_forms(dice, declined):
    """Each case form bare, with an enclitic, and with possessives where the grammar has them."""
    for form in declined.forms:
        yield form.form
        clitic = dice.choice(_CLITICS)
        yield form.form + (clitic.translate(str.maketrans("ao", "äö")) if declined.vowel == "ä" else clitic)
        if form.case in ("adessive", "ablative", "inessive", "elative"):
            yield form.form + dice.choice(["ni", "mme", f"ns{declined.vowel}", f"{declined.vowel}n"])
        if form.case == "allative":
            yield form.form + dice.choice(["ni", "mme", f"ns{declined.vowel}", "en"])
        if form.case == "essive" and not form.plural:
            yield form.form[:-2] + dice.choice(["ni", "mme", "nne"])
        if form.case == "translative":
            yield form.form[:-1] + "e" + dice.choice(["ni", "mme", "en"])


def misses(guard, form):
    """Tell whether a form in the middle of a sentence is not found, or not whole."""
    start, end = len("Silloin "), len("Silloin ") + len(form)
    hits = guard.find(f"Silloin {form} mainittiin.")
    return not any(hit.start <= start and end <= hit.end for hit in hits)


def test_all_forms_of_two_hundred_invented_people_are_found():
    dice = random.Random(_SEED)
    told, lost = 0, []
    for first, last in invented_people():
        guard = Guard([Person(1, Name((first.name,), last.name))])
        shown = [*all_forms(dice, first), *all_forms(dice, last)]
        shown += [f"{first.name} {form.form}" for form in last.forms]
        told += len(shown)
        lost += [form for form in shown if misses(guard, form)]

    assert told > 20_000
    assert len(lost) <= told // 1000, lost[:: max(1, len(lost) // 40)]


def test_the_forms_that_the_dictionary_has_of_names_are_found():
    """Names of people and places with their forms as Wiktionary has them, a few archaic."""
    told = lost = 0
    for name, written in list(names_in_the_dictionary().items())[::3]:
        index = Index([Person(1, Name((), name))])
        told += len(written)
        lost += sum(not index.look_up(plain(form)) for form in written)

    assert told > 20_000
    assert lost <= told // 50


def names_in_the_dictionary():
    """Names with eight forms or more, without those of many islands or hills (Kanariansaaret)."""
    names = {}
    for form, lemma in BytesTrie().mmap(str(folder() / "fi.trie")).iteritems():
        name = lemma.decode()
        if name.istitle() and form.istitle() and name.isalpha() and form.isalpha():
            names.setdefault(name, []).append(form)
    plurals = ("t", "saaret", "vuoret")
    return {name: forms for name, forms in names.items() if len(forms) > 7 and not name.endswith(plurals)}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (
            "Virtanen",
            "Virtanen Virtasen Virtasta Virtaseen Virtasella Virtaselle Virtaset Virtasten Virtasia",
        ),
        ("Mäki", "Mäen Mäkeä Mäkeen Mäellä Mäestä Mäet Mäkien Mäkiä"),
        ("Lahti", "Lahden Lahtea Lahteen Lahdella Lahtien Lahtin Lahtilla"),
        ("Laine", "Laineen Lainetta Laineelle Laineeseen Laineet Laineiden"),
        ("Rinne", "Rinteen Rinnettä Rinteelle Rinteet"),
        ("Joki", "Joen Jokea Joella Jokeen Joet"),
        ("Manner", "Mannerin Mantereen Mannerta Mantereelle"),
        ("Suoknuuti", "Suoknuutin Suoknuudin Suoknuutia"),
        ("Uusimies", "Uusimiehen Uusimiestä Uusimiehelle"),
        ("Koskinen-Mäki", "Koskinen-Mäen Koskinen-Mäkeä Koskisen Mäelle"),
        ("von Essen", "von Essenin Essenille Essens"),
        ("Svensson", "Svenssons Svenssonin Svensson's"),
        ("O'Hara", "O'Haran O’Haralle OHara O'Hara's"),
        ("Nguyen", "Nguyenin Nguyen:n Nguyen:lle Nguyenille"),
    ],
)
def test_the_forms_of_a_surname_are_found(name, shown):
    guard = Guard([Person(1, Name((), name))])

    assert [form for form in shown.split() if form != "von" and misses(guard, form)] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Jonas", "Jonaksen Jonasta Jonakselle Jonakseen Jonasin"),
        ("Tuomas", "Tuomaan Tuomasta Tuomaalla Tuomaaseen"),
        ("Johannes", "Johanneksen Johannesta Johannekselle"),
        ("Antti", "Antin Anttia Anttiin Antilla Antille Antit Anttien"),
        ("Mika", "Mikan Mikalle Mikaa"),
        ("Taika", "Taikan Taian Taikalle"),
        ("Veli", "Veljen Velin Veljelle"),
        ("Säde", "Säteen Säteelle Säden"),
        ("Michael", "Michaelin Michaelia Michaelille Michael'in Michael’lle"),
        ("Louis", "Louis'n Louis’lle Louis'ta Louis'nkin"),
        ("Marie-Louise", "Marie-Louisen Marie-Louiselle Louisen Marie"),
        ("André", "Andrén André’n Andreen Andre"),
        ("Søren", "Sørenin Sörenille"),
    ],
)
def test_the_forms_of_a_first_name_are_found(name, shown):
    guard = Guard([Person(1, Name((name,)))])

    assert [form for form in shown.split() if misses(guard, form)] == []


def test_forms_are_given_in_small_letters_without_enclitics():
    found = forms("Maija")

    assert {"maija", "maijan", "maijaa", "maijalla", "maijalle", "maijojen"} <= found
    assert "maijallakin" not in found
    assert all(form == form.lower() for form in found)


@pytest.mark.parametrize(
    ("form", "name", "case"),
    [
        ("Maijalla", "Maija", Case.ADESSIVE),
        ("Maijaltakin", "Maija", Case.ABLATIVE),
        ("Maijaan", "Maija", Case.ILLATIVE),
        ("Maijaa", "Maija", Case.PARTITIVE),
        ("Virtasen", "Virtanen", Case.GENITIVE),
        ("Virtasemme", "Virtanen", Case.NOMINATIVE),
        ("Laineen", "Laine", Case.GENITIVE),
        ("Virtasten", "Virtanen", Case.GENITIVE),
        ("Jonaksesta", "Jonas", Case.ELATIVE),
        ("Maijaksi", "Maija", Case.TRANSLATIVE),
        ("Maijas", "Maija", Case.POSSESSIVE),
        ("Pekalle", "Maija", None),
    ],
)
def test_the_case_of_a_form_is_told(form, name, case):
    assert case_of(form, name) == case


def test_the_table_of_declension_holds_sound_finnish():
    """Two rows as a grammar has them, so that the first test is no empty one."""
    by_name = {declined.name: " ".join(form.form for form in declined.forms) for declined in FIRST_NAMES}

    assert by_name["Antti"] == (
        "Antti Antin Anttia Anttiin Anttina Antissa Antista Antilla Antilta Antille Antiksi Antitta "
        "Antit Anttien Antteja Antteihin Anteissa Anteista Anteilla Anteilta Anteille Anteiksi Anteitta"
    )
    assert by_name["Tuomas"].startswith(
        "Tuomas Tuomaan Tuomasta Tuomaaseen Tuomaana Tuomaassa Tuomaasta Tuomaalla Tuomaalta Tuomaalle"
    )
