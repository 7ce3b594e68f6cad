"""Dictionaries of Finnish, Swedish and English: from a word form to its base form.

The data are simplemma's (MIT). They are turned into files once, by `make` (see `build`); a worker
maps the files into memory, so that all workers share one copy.
"""

import fcntl
import re
import subprocess
import sys
from functools import cache, lru_cache
from pathlib import Path

from marisa_trie import BytesTrie
from simplemma import __version__ as DATA_VERSION
from simplemma.strategies.dictionaries import dictionary_factory

LANGUAGES = ("fi", "sv", "en")
PROJECT_DIR = Path(__file__).resolve().parents[2]


def folder() -> Path:
    """Where the files lie: a new version of the data gets a folder of its own."""
    return PROJECT_DIR / "var" / "dictionaries" / DATA_VERSION


def build() -> None:
    """Write the files that are missing (some seconds and 700 MB of memory, once)."""
    here = folder()
    here.mkdir(parents=True, exist_ok=True)
    with (here / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for language in LANGUAGES:
            path = here / f"{language}.trie"
            if not path.exists():
                rows = dictionary_factory._load_dictionary_from_disk(language)
                trie = BytesTrie((word.decode(), lemma) for word, lemma in rows.items())
                new = path.with_suffix(".new")
                trie.save(str(new))
                new.rename(path)


@cache
def _trie(language: str) -> BytesTrie:
    path = folder() / f"{language}.trie"
    if not path.exists():  # `make` did not run: another process takes the memory that this needs
        command = [sys.executable, "-m", "services.search.dictionaries"]
        subprocess.run(command, cwd=PROJECT_DIR, check=True)
    return BytesTrie().mmap(str(path))


def load() -> None:
    """Map all the files now; a server calls this before it starts its workers."""
    for language in LANGUAGES:
        _trie(language)


#: Where the dictionary takes a word for a rarer one: "työ" for a dialect's "te", "kris" for a coin.
_MISTAKES = {
    "fi": {
        "työ": "työ", "neuvoa": "neuvo", "kotona": "koti", "kotoa": "koti", "velkoja": "velka",
        "raskaana": "raskaana",
        "pettäminen": "pettäminen", "joi": "juoda", "seksi": "seksi", "kuolla": "kuolla",
        "kuollut": "kuollut",
        "isien": "isä", "isiä": "isä", "isille": "isä", "isillä": "isä", "isiltä": "isä", "isistä": "isä",
        "öisin": "yö", "halua": "haluta", "itsemurha": "itsemurha", "kuka": "kuka",
    },
    "sv": {"kris": "kris", "gravid": "gravid", "pappor": "pappa", "mammor": "mamma"},
    "en": {"tired": "tired", "depressed": "depressed", "counselling": "counselling",
           "counseling": "counselling",
           "parenting": "parenting", "fathering": "father"},
}  # fmt: skip
#: Every form of "vanhempi" (a parent) is one of "vanha" (old) to the dictionary.
_PARENTS = re.compile(r"vanhem(p(i|ia|ie|aa|an|ana|aan|ii|in)|m[aiu])")


@lru_cache(maxsize=8192)
def base_form(word: str, language: str) -> str:
    """The base form of a word in small letters, or "" when the dictionary does not know it.

    Names stand in the dictionary with a capital: they are looked up when the small letters fail.
    """
    if known := _MISTAKES[language].get(word):
        return known
    if language == "fi" and _PARENTS.match(word) and not word.startswith("vanhemmu"):
        return "vanhempi"
    trie = _trie(language)
    found = trie.get(word) or trie.get(word.capitalize())
    return found[0].decode().lower() if found else ""


def is_common_word(word: str, language: str) -> bool:
    """Tell whether the dictionary knows the word, and not only as a name."""
    found = _trie(language).get(word)
    return word in _MISTAKES[language] or bool(found and not found[0].decode()[:1].isupper())


def knows(word: str, language: str) -> bool:
    return bool(base_form(word, language))


if __name__ == "__main__":
    build()
