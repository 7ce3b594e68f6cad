"""How often an editor is bothered for nothing: at most once a page of text."""

import json
import random
from pathlib import Path

import pytest

from workgroups.guard import Guard, Name, Person

HERE = Path(__file__).parent
FIXTURES = HERE.parents[2] / "fixtures"
PAGE = 2_500
_SEED = 7
#: The commonest names of Finland, words among them.
FIRST_NAMES = (
    "Maria Helena Johanna Anneli Kaarina Marjatta Anna Liisa Annikki Hannele Kristiina Päivi Satu "
    "Sari Aino Mari Pia Tuula Helmi Meri Suvi Ilona Rauha Anna-Maija Eeva Juhani Johannes Olavi "
    "Antero Tapani Kalevi Tapio Matti Mikael Ilmari Antti Pekka Toivo Onni Kari Jari Kai Vesa Tarmo "
    "Into Voitto Hans Björn Mark Jukka-Pekka "
)
SURNAMES = (
    "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen "
    "Lehtinen Saarinen Salminen Heinonen Niemi Heikkilä Salonen Kinnunen Turunen Salo Laitinen "
    "Tuominen Rantanen Karjalainen Jokinen Mattila Savolainen Lahtinen Ahonen Lehto Aalto Mäki Koski "
    "Lahti Virta Harju Kallio Saari Rinne Laakso Ojala Niskanen Lindholm Berg Sten Johansson Lind "
    "Koivisto Kangas "
)


def roster(dice):
    """20 people of common names."""
    firsts, lasts = dice.sample(FIRST_NAMES.split(), 20), dice.sample(SURNAMES.split(), 20)
    return [
        Person(n, Name((first,), last)) for n, (first, last) in enumerate(zip(firsts, lasts, strict=True))
    ]


def pages_of(text):
    return [text[start : start + PAGE] for start in range(0, len(text) - PAGE // 2, PAGE)]


def memo_pages(file, number):
    """Pages of a memo in which nobody is named, its sentences in an order of chance, some in paragraphs."""
    dice = random.Random(_SEED)
    sentences = (HERE / file).read_text().splitlines()
    pages = []
    while len(pages) < number:
        dice.shuffle(sentences)
        text = "".join(sentence + dice.choice([" ", " ", " ", "\n", "\n\n3. "]) for sentence in sentences)
        pages += pages_of(text)
    return pages[:number]


def directory_pages(file):
    """The texts of a catalogue: descriptions of services, names of organizations and places."""
    rows = [json.loads(line) for line in (FIXTURES / file).read_text().splitlines()]
    return pages_of("\n".join(text for row in rows for text in texts_in(row)))


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


def false_hits_a_page(pages):
    """The mean over rosters and pages."""
    dice = random.Random(_SEED)
    guards = [Guard(roster(dice)) for _ in range(10)]
    return sum(len(guard.find(page)) for guard in guards for page in pages) / len(pages) / len(guards)


@pytest.mark.parametrize(
    "pages",
    [memo_pages("memo_sentences.txt", 30), memo_pages("memo_sentences_sv.txt", 6)],
    ids=["Finnish", "Swedish"],
)
def test_at_most_one_false_hit_is_shown_on_a_page_of_a_memo(pages):
    assert false_hits_a_page(pages) <= 1


@pytest.mark.parametrize("file", ["esimerkki.jsonl", "pirkanmaa.jsonl"])
def test_at_most_one_false_hit_is_shown_on_a_page_of_the_directory(file):
    assert false_hits_a_page(directory_pages(file)) <= 1


def test_even_a_text_full_of_words_that_are_names_stays_readable():
    """Toivo, Satu, Into, Saari: sentences made to begin with such words, as no memo does."""
    assert false_hits_a_page(memo_pages("memo_traps.txt", 10)) <= 12
