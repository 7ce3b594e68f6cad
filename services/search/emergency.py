"""The emergency rule: who asks about violence, suicide or an acute crisis sees the numbers for help first."""

from services.models import EmergencyWord
from services.search.analysis import analyse, fold, tokenise

#: Languages whose words are brought to their base form; words of the others are met as they are written.
_ANALYSED = ("fi", "sv", "en")


def key_of(words: str, language: str) -> str:
    """The terms of a word or phrase, in order, with blanks between."""
    return " ".join(_term(token.text, language) for token in tokenise(words))


def _term(word, language):
    return analyse(word, language).words[0] if language in _ANALYSED else fold(word)


def is_emergency(tokens: list) -> bool:
    """Tell whether a question, as tokens, holds one of the words or phrases of the list (one query)."""
    keys = question_keys(tokens)
    return bool(keys) and EmergencyWord.objects.filter(is_active=True, key__in=keys).exists()


def question_keys(tokens: list, longest: int = 4) -> list[str]:
    """Every run of up to `longest` words of a question, in each of the ways in which a word may be read."""
    found = set()
    for number in range(len(tokens)):
        for reading in ("plain", *_ANALYSED):
            run = []
            for token in tokens[number : number + longest]:
                run.append(fold(token.text) if reading == "plain" else _term(token.text, reading))
                found.add(" ".join(run))
    return sorted(found)
