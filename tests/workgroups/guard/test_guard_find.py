"""What is a hit, of whom, how sure, and what is none."""

import pytest

from workgroups.guard import Guard, Kind, Name, Person, find

MAIJA = Person("maija", Name.parse("Anna-Maija Virtanen"), aliases=("Maikku",))
TOIVO = Person("toivo", Name.parse("Toivo Mäki"))


def found(text, *people, named=()):
    return [(hit.person_key, hit.found, hit.kind, hit.sure) for hit in find(text, people or [MAIJA], named)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna-Maija Virtanen", Name(("Anna-Maija",), "Virtanen")),
        ("Virtanen, Anna-Maija Kaarina", Name(("Anna-Maija", "Kaarina"), "Virtanen")),
        ("Carl von Essen", Name(("Carl",), "von Essen")),
        ("Ludwig van der Berg", Name(("Ludwig",), "van der Berg")),
        ('Maija "Maikku" Virtanen', Name(("Maija", "Maikku"), "Virtanen")),
        ("Maija", Name(("Maija",))),
        ("  A. V.  Virtanen ", Name(("A", "V"), "Virtanen")),
        ("", Name(())),
    ],
)
def test_a_name_is_parsed(text, name):
    assert Name.parse(text) == name


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("Silloin Anna-Maija Virtanen puhui.", "Anna-Maija Virtanen", Kind.FULL),
        ("Silloin Anna-Maija Virtaselle soitettiin.", "Anna-Maija Virtaselle", Kind.FULL),
        ("Läsnä Virtanen, Anna-Maija", "Virtanen, Anna-Maija", Kind.FULL),
        ("Läsnä VIRTANEN ANNA-MAIJA", "VIRTANEN ANNA-MAIJA", Kind.FULL),
        ("Silloin Maija Kaarina Virtanen puhui.", "Maija Kaarina Virtanen", Kind.FULL),
        ("Silloin Maija K. Virtanen puhui.", "Maija K. Virtanen", Kind.FULL),
        ("Silloin Maijalla oli asiaa.", "Maijalla", Kind.FIRST_NAME),
        ("Silloin Annallakin oli asiaa.", "Annallakin", Kind.FIRST_NAME),
        ("Silloin Annamaija puhui.", "Annamaija", Kind.FIRST_NAME),
        ("Silloin Maikun lapset tulivat.", "Maikun", Kind.FIRST_NAME),
        ("Silloin Maija-täti tuli.", "Maija", Kind.FIRST_NAME),
        ("Silloin Virtaset tulivat.", "Virtaset", Kind.SURNAME),
        ("Silloin Virtasten lapset tulivat.", "Virtasten", Kind.SURNAME),
        ("Silloin A. Virtanen puhui.", "A. Virtanen", Kind.INITIALS),
        ("Silloin A-M. Virtasen puhe.", "A-M. Virtasen", Kind.INITIALS),
        ("Silloin A.-M. Virtasen puhe.", "A.-M. Virtasen", Kind.INITIALS),
        ("Silloin AM Virtasen puhe.", "AM Virtasen", Kind.INITIALS),
        ("Silloin A. M. Virtasen puhe.", "A. M. Virtasen", Kind.INITIALS),
        ("Silloin Anna V. puhui.", "Anna V", Kind.INITIALS),
        ("Silloin Anna V:lle soitettiin.", "Anna V:lle", Kind.INITIALS),
        ("Silloin A.V. puhui.", "A.V.", Kind.INITIALS),
        ("Silloin A.V:n puhe.", "A.V:n", Kind.INITIALS),
        ("Då talade Virtanens dotter.", "Virtanens", Kind.SURNAME),
        ("Then Maija's daughter spoke.", "Maija's", Kind.FIRST_NAME),
        ("Liite maija_virtanen_2017.pdf", "maija_virtanen", Kind.FULL),
        ("Liite VirtanenAnnaMaija.docx", "VirtanenAnnaMaija", Kind.FULL),
        ("Liite virtanen2.pdf", "virtanen", Kind.SURNAME),
        ("Posti maijavirtanen@example.org", "maijavirtanen", Kind.FULL),
        ("Posti avirtanen@example.org", "avirtanen", Kind.INITIALS),
        ("Posti a.virtanen@example.org", "a.virtanen", Kind.INITIALS),
        ("ks. https://example.org/anna-maija-virtanen/", "anna-maija-virtanen", Kind.FULL),
        ("silloin anna virtanen puhui", "anna virtanen", Kind.FULL),
        ("silloin virtaselle soitettiin", "virtaselle", Kind.SURNAME),
    ],
)
def test_a_person_is_found(text, shown, kind):
    assert [(key, part, how) for key, part, how, _ in found(text)] == [("maija", shown, kind)]


def test_a_hit_tells_its_sentence_and_place():
    text = "Kokous alkoi. Sitten Maijalta kysyttiin asiaa! Kokous päättyi."
    (hit,) = find(text, [MAIJA])

    assert hit.sentence == "Sitten Maijalta kysyttiin asiaa!"
    assert text[hit.start : hit.end] == hit.found == "Maijalta"


def test_a_name_that_is_a_word_is_sure_with_a_capital_inside_a_sentence():
    assert found("Kerrottiin, että Toivo tulee.", TOIVO) == [("toivo", "Toivo", Kind.FIRST_NAME, True)]


def test_a_name_that_is_a_word_is_doubtful_at_the_start_of_a_sentence():
    assert found("Hyvä. Toivon mukaan näin on.", TOIVO) == [("toivo", "Toivon", Kind.FIRST_NAME, False)]
    assert found("Läsnä: Toivo", TOIVO) == [("toivo", "Toivo", Kind.FIRST_NAME, False)]
    assert found("TOIVO", TOIVO) == [("toivo", "TOIVO", Kind.FIRST_NAME, False)]


def test_a_word_in_small_letters_is_no_name():
    assert found("Siinä on toivoa, ja mäellä on maja; toivon niin.", TOIVO) == []


def test_a_word_in_small_letters_is_a_name_in_a_file_name_or_alone():
    assert found("Liite toivo_lausunto.pdf", TOIVO) == [("toivo", "toivo", Kind.FIRST_NAME, False)]
    assert found("toivo", TOIVO) == [("toivo", "toivo", Kind.FIRST_NAME, False)]


def test_a_whole_name_in_small_letters_is_a_hit_even_of_words():
    assert found("silloin toivo mäki puhui", TOIVO) == [("toivo", "toivo mäki", Kind.FULL, False)]


def test_somebody_who_may_be_named_is_no_hit():
    liisa = Person("liisa", Name.parse("Liisa Virtanen"))

    assert (
        found("Silloin Liisa Virtasella ja L. Virtasella oli asiaa, samoin Liisalla.", MAIJA, named=[liisa])
        == []
    )


def test_a_surname_shared_with_somebody_who_may_be_named_is_doubtful():
    liisa = Person("liisa", Name.parse("Liisa Virtanen"))

    assert found("Silloin Virtanen puhui.", MAIJA, named=[liisa]) == [
        ("maija", "Virtanen", Kind.SURNAME, False)
    ]


def test_a_double_name_of_another_hides_its_parts():
    other = Person("other", Name.parse("Anna-Liisa Korhonen"))

    assert found("Silloin Anna-Liisa puhui.", MAIJA, named=[other]) == []


def test_a_surname_with_other_initials_is_doubtful():
    assert found("Silloin B. Virtanen puhui.") == [("maija", "Virtanen", Kind.SURNAME, False)]


def test_a_form_that_may_be_of_another_name_is_not_passed_over():
    anni, annikki = Person("anni", Name.parse("Anni Aho")), Person("annikki", Name.parse("Annikki Salo"))

    assert found("Silloin Annikin puhui.", anni, named=[annikki])[0][:2] == ("anni", "Annikin")


def test_a_list_with_a_person_on_each_line_is_read_by_lines():
    named = Person("named", Name.parse("Maija Salo"))
    hidden = Person("hidden", Name.parse("Maija Laine"))

    assert found("Pekka Salo\nMaija Laine", hidden, named=[named]) == [
        ("hidden", "Maija Laine", Kind.FULL, True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Silloin puhui Maija\n\nLaine jatkoi.",
        "Silloin Maija Hyvä. Laine jatkoi.",
        "Silloin Maija L jatkoi.",
        "Silloin Maija, Pekka Laine ja muut.",
        "Silloin Maija ja Laine.",
    ],
)
def test_what_may_name_another_by_chance_hides_nobody(text):
    named = Person("named", Name.parse("Maija Laine"))

    assert ("maija", "Maija") in [hit[:2] for hit in found(text, MAIJA, named=[named])]


def test_a_surname_that_is_also_a_form_of_the_first_name_is_no_whole_name():
    named = Person("named", Name.parse("Mari Marin"))
    hidden = Person("hidden", Name.parse("Kari Marin"))

    assert found("Silloin Marin puhui.", hidden, named=[named]) == [("hidden", "Marin", Kind.SURNAME, False)]


def test_a_group_by_a_letter_is_no_initial():
    koski = Person("koski", Name.parse("Anna Koski"))
    named = Person("named", Name.parse("Anna Lahti"))

    assert found("Päätös ryhmästä A koski kaikkia.", koski) == []
    assert found("Silloin Anna L-ryhmästä puhui.", koski, named=[named])[0][:2] == ("koski", "Anna")


def test_two_people_of_one_first_name_are_both_told():
    other = Person("other", Name.parse("Maija Laine"))
    (hit,) = find("Silloin Maija puhui.", [MAIJA, other])

    assert (hit.person_key, hit.also) == ("maija", ("other",))
    assert [hit.person_key for hit in find("Silloin Maija Laineen puhe.", [MAIJA, other])] == ["other"]


def test_first_halves_of_surnames_are_no_names():
    ala = Person("ala", Name.parse("Eero Ala-Nissilä"))

    assert found("Silloin Ala-Nissilä puhui, ja Ala on valtava.", ala)[0][:2] == ("ala", "Ala-Nissilä")
    assert len(found("Silloin Ala-Nissilä puhui, ja Ala on valtava.", ala)) == 1


def test_an_initial_and_a_surname_written_together_are_a_name_in_an_address_only():
    aho = Person("aho", Name.parse("Tea Aho"))

    assert found("Taho ilmoitti asiasta.", aho) == []
    assert found("taho@example.org", aho)[0][:2] == ("aho", "taho")


def test_a_particle_belongs_to_the_surname():
    essen = Person("essen", Name.parse("Carl von Essen"))

    assert [hit.found for hit in find("Silloin von Essenin ja C. von Essenille.", [essen])] == [
        "von Essenin",
        "C. von Essenille",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Virta\u00adsen",  # soft hyphen
        "Vir\u200btasen",  # zero width space
        "Virta\u2060sen\ufeff",
        "Virta-\nsen",
        "Virta-\r\n    sen",
        "Virta\u00ad\nsen",
        "Virta- sen",
        "Vir**ta**sen",
        "**V**irtasen",
        "Vir~~ta~~sen",
        "Vir`tasen`",
        "Vir\\tasen",
        "Vir<b>ta</b>sen",
        "VIRTASEN",
        "ViRtAsEn",
        "V i r t a s e n",
        "V I R T A S E N",
        "V.i.r.t.a.s.e.n",
        "V-i-r-t-a-s-e-n",
        "V*i*r*t*a*s*e*n",
        "Ⅴirtasen",  # a Roman numeral
        "Ｖｉｒｔａｓｅｎ",
        "𝐕𝐢𝐫𝐭𝐚𝐬𝐞𝐧",
        "Virtаsеn",  # Cyrillic а and е
        "Vırtasen",  # Turkish dotless i
        "Vίrtasen",
        "V\u0336i\u0336r\u0336t\u0336a\u0336s\u0336e\u0336n\u0336",
        "V%69rtasen",
        "V&#105;rtasen",
        "Vir&shy;tasen",
        "V%2569rtasen",
        "Virtasenkin",
        "Virtasen-lausunto",
        "„Virtasen”",
        "1Virtasen2",
        "_Virtasen_",
    ],
)
def test_a_name_is_found_however_it_is_disguised(text):
    (hit,) = find(f"Silloin {text} mainittiin", [MAIJA])

    assert hit.person_key == "maija"
    assert hit.found.strip("*`") in text


@pytest.mark.parametrize(
    "text",
    [
        "Mäkelällä", "Ma\u0308kela\u0308lla\u0308", "Makelalla", "MÄKELÄLLÄ", "M%C3%A4kel%c3%a4ll%C3%A4",
        "Ma%CC%88kela%CC%88lla%CC%88", "M&auml;kel&auml;ll&#228;", "Mӓkelӓllӓ",
    ],
)  # fmt: skip
def test_dots_are_found_however_they_are_written(text):
    (hit,) = find(f"Silloin {text} oli asiaa", [Person("makela", Name.parse("Eero Mäkelä"))])

    assert hit.found == text


def test_dots_make_another_name():
    assert found("Silloin Käri ja Väla tulivat.", Person("kari", Name.parse("Kari Vala"))) == []


def test_names_of_other_scripts_are_found_as_they_stand():
    assert (
        found("Тогда Мария Иванова сказала", Person("m", Name.parse("Мария Иванова")))[0][1]
        == "Мария Иванова"
    )


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\x00\x01\x02", "%", "%C3", "%ff%fe", "&;", "&#1114112;", "&#xD800;", "\ud800", "-\n", "'",
        "A.", "🙂" * 50, "İ" * 50, "\u0308" * 50, "a-" * 500, "*" * 500, "A." * 500, "Maija " * 500,
        "M a i j a " * 500,
    ],
)  # fmt: skip
def test_odd_texts_break_nothing(text):
    for hit in find(text, [MAIJA]):
        assert text[hit.start : hit.end] == hit.found


def test_people_without_names_are_nowhere():
    assert find("Silloin Maija puhui.", []) == []
    assert find("Silloin Maija puhui.", [Person(1, Name(())), Person(2, Name(("A",), ""))]) == []


def test_a_guard_is_made_once_for_many_texts():
    guard = Guard([MAIJA])

    assert [len(guard.find(text)) for text in ("Nyt Maija.", "Nyt ei.", "Nyt Virtanen.")] == [1, 0, 1]
