"""From words to terms: forms, compounds, and what the dictionaries weigh."""

import subprocess
import sys

import pytest

from services.search import compounds
from services.search.analysis import analyse, tokenise
from services.search.compounds import split, split_by_dictionary
from services.search.dictionaries import PROJECT_DIR

#: For all language data together, in one worker (design: the search).
MEMORY_MB = 40

COMPOUNDS = {
    "perheneuvola": ("perhe", "neuvola"),
    "vanhempainpuhelin": ("vanhempain", "puhelin"),
    "lastenvalvoja": ("lasten", "valvoja"),
    "kotipalvelu": ("koti", "palvelu"),
    "turvakoti": ("turva", "koti"),
    "sateenkaariperhe": ("sateen", "kaari", "perhe"),
    "lastenhoitoapu": ("lasten", "hoito", "apu"),
    "äitiysneuvola": ("äitiys", "neuvola"),
    "synnytysmasennus": ("synnytys", "masennus"),
    "rahahuoli": ("raha", "huoli"),
}
NO_COMPOUNDS = [
    "vanhemmuus",
    "uupumus",
    "keskustelu",
    "yksinäisyys",
    "neuvola",
    "itkeä",
    "vammainen",
    "masennus",
]


@pytest.mark.parametrize(
    ("word", "language", "term"),
    [
        ("erosta", "fi", "ero"),
        ("lapsilleni", "fi", "lapsi"),
        ("vanhemmille", "fi", "vanhempi"),
        ("uniongelmat", "fi", "uniongelma"),
        ("sateenkaariäidit", "fi", "sateenkaariaiti"),
        ("töissä", "fi", "tyo"),
        ("perheneuvolassakin", "fi", "perheneuvola"),
        ("käytöstä", "fi", "kaytos"),
        ("familjerådgivningen", "sv", "familjeradgivning"),
        ("föräldrar", "sv", "foralder"),
        ("couples", "en", "couple"),
    ],
)
def test_a_form_gives_its_base_form_without_dots(word, language, term):
    assert term in analyse(word, language).words


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("kertominen", "kertoa"),
        ("nukkuminen", "nukkua"),
        ("väsynyt", "vasya"),
        ("uupumus", "uupua"),
        ("kiusattu", "kiusata"),
        ("eronnut", "erota"),
    ],
)
def test_a_noun_made_of_a_verb_gives_the_verb(noun, verb):
    assert analyse(noun, "fi").verbs == (verb,)


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS.items())
def test_a_compound_is_split(word, parts):
    assert split(word) == parts


@pytest.mark.parametrize("word", NO_COMPOUNDS)
def test_no_other_word_is_split(word):
    assert split(word) == (word,)
    assert split_by_dictionary(word) == (word,)


def test_our_own_splitter_takes_over_where_the_package_is_missing(monkeypatch):
    monkeypatch.setattr(compounds, "_finnsyll", lambda: None)
    split.cache_clear()
    try:
        found = {word: split(word) for word in COMPOUNDS}
    finally:
        split.cache_clear()
    right = [word for word, parts in COMPOUNDS.items() if found[word] == parts]
    assert len(right) >= 7, found


def test_a_hyphenated_word_is_found_whole_together_and_in_parts():
    terms = analyse("isä-lapsikerho", "fi")
    assert {"isa-lapsikerho", "isalapsikerho"} <= set(terms.words)
    assert {"isa", "lapsi", "kerho"} <= set(terms.parts)


def test_letters_in_two_signs_and_signs_of_direction_change_nothing():
    assert [token.text for token in tokenise("\u202ea\u0308iti\u202c va\u00aduva")] == ["äiti", "vauva"]


def test_the_dictionaries_fit_into_their_memory():
    """Measured in a process of its own, since this one has them already."""
    program = """
import gc
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4 / 1024
import services.search.stop_words, marisa_trie, re, unicodedata
before = resident()
from services.search.analysis import analyse
words = "erosta perheneuvolassa vanhempainpuhelimen sateenkaariäidit familjerådgivningen counselling".split()
for number in range(3000):
    for word in words:
        for language in ("fi", "sv", "en"):
            analyse(word + "x" * (number % 3), language)
print(resident() - before)
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT_DIR, capture_output=True, text=True, check=True
    )
    assert float(answer.stdout) <= MEMORY_MB
