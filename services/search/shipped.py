"""The synonyms and emergency words that come with the site, as rows that coordinators then change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.models import EmergencyWord, Synonym
from services.search.emergency import key_of
from services.search.synonyms import rules_of

DATA = Path(__file__).parent / "data"
_ROW = re.compile(r"(?P<word>.+?) (?P<sign>[=>]) (?P<means>.+?)(?: @(?P<weight>[\d.]+))?$")


@dataclass(frozen=True)
class Loaded:
    synonyms: int
    emergency_words: int


def load_search_words() -> Loaded:
    """Add the rows that are missing. Rows that exist stay as they are, edited ones and unused ones too."""
    known = set(Synonym.objects.values_list("language", "word"))
    synonyms = [row for row in shipped_synonyms() if (row.language, row.word) not in known]
    for row in synonyms:
        row.rules = rules_of(row)
        row.keys = sorted({rule["ask"][0] for rule in row.rules})
    added = Synonym.objects.bulk_create(synonyms, batch_size=500)
    known = set(EmergencyWord.objects.values_list("language", "words"))
    words = [row for row in shipped_emergency_words() if (row.language, row.words) not in known]
    for row in words:
        row.key = key_of(row.words, row.language)
    return Loaded(len(added), len(EmergencyWord.objects.bulk_create(words)))


def shipped_synonyms() -> Iterator[Synonym]:
    seen = set()
    for section, line in lines("synonyms.txt"):
        language = section[:2]
        found = _ROW.match(line)
        if found is None:
            raise ValueError(f"synonyms.txt: {line!r} is no row")
        if (language, found["word"]) in seen:
            continue
        seen.add((language, found["word"]))
        yield Synonym(
            word=found["word"],
            language=language,
            means=found["means"],
            is_mutual=found["sign"] == "=",
            weight=float(found["weight"] or 0.7),
            note=section[3:],
            is_shipped=True,
        )


def shipped_emergency_words() -> Iterator[EmergencyWord]:
    for language, line in lines("emergency_words.txt"):
        yield EmergencyWord(words=line, language=language)


def lines(name) -> Iterator[tuple[str, str]]:
    """Each line with the heading of its section, "fi Separation" from `[fi] Separation`."""
    section = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.replace("[", "").replace("]", "").strip()
        elif line and not line.startswith("#"):
            yield section, line.strip()
