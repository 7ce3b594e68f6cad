"""Words that say nothing about what is looked for, in Finnish, Swedish and English."""

from pathlib import Path


def _read(path: Path) -> dict[str, frozenset[str]]:
    """Language → words, from sections that begin with `[fi]`."""
    words: dict[str, list[str]] = {}
    section: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = words.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section += line.split()
    return {language: frozenset(found) for language, found in words.items()}


STOP_WORDS = _read(Path(__file__).parent / "data" / "stop_words.txt")
#: Silent in Swedish or English, but words of a question in another language.
_WORDS_ELSEWHERE = {"ha", "man", "par", "under", "men", "here", "a", "sitta", "vill"}
#: A query may be in any of the languages, so that a word counts as empty only where no language needs it.
IN_QUERIES = STOP_WORDS["fi"] | ((STOP_WORDS["sv"] | STOP_WORDS["en"]) - _WORDS_ELSEWHERE)
