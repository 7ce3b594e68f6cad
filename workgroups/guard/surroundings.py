"""What stands around a place of a text."""

import re

#: A file name, an address of the web or of mail, a handle: names stand there in small letters.
_ADDRESS = re.compile(r"_|@|://|www\.|%[0-9A-Fa-f]{2}|/.*/|\\.*\\|\.[A-Za-z]{2,4}[0-9]?(?=[/?#),;:.]*\Z)")
_REACH = 200
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[^a-zåäö\s])|\n")
#: Longer stretches of signs without a letter are looked at no further.
_LONGEST_SIGNS = 40


def in_address(letters: str, start: int, end: int) -> bool:
    """Tell whether a place lies in an address or a file name, or is all there is."""
    left = max(_last_space(letters, max(0, start - _REACH), start), 0)
    right = next(
        (n for n in range(end, min(len(letters), end + _REACH)) if letters[n].isspace()), end + _REACH
    )
    run = letters[left:right].strip()
    return bool(_ADDRESS.search(run)) or run == letters.strip()


def starts_sentence(letters: str, start: int) -> bool:
    """Tell whether a capital at this place may come from a sentence, a line or a list that begins here."""
    for place in range(start - 1, max(-1, start - _LONGEST_SIGNS), -1):
        if letters[place] in ".!?:…;\n":
            return True
        if letters[place].isalpha():
            return False
    return True


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds `text[start:end]`, in one line; at most 200 signs on each side."""
    left = max(0, start - _REACH)
    for found in _SENTENCE_END.finditer(text, left, start):
        left = found.end()
    found = _SENTENCE_END.search(text, end, end + _REACH)
    right = found.start() + 1 if found else end + _REACH
    return " ".join(text[left:right].split())


def _last_space(letters, left, right):
    return next((n + 1 for n in range(right - 1, left - 1, -1) if letters[n].isspace()), left)
