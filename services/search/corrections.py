"""Which known word was meant by an unknown one: the fewest slips, and the commoner word of two."""

import math
from dataclasses import dataclass

#: Neighbours on a Finnish keyboard slip most easily.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True)
class Candidate:
    """A known word; `distance` counts slips, `likeness` is 1 for the same word."""

    term: str
    shown: str
    services: int
    distance: float

    @property
    def likeness(self):
        return max(0.1, 1 - self.distance / max(len(self.term), 1))


def best_candidates(typed: str, rows: list) -> list[Candidate]:
    """The known words that may have been meant, likeliest first. `rows`: term, services, {shown}."""
    most = 1 if len(typed) < 5 else 2
    found = []
    for term, services, more in rows:
        distance = slips(typed, term)
        if 0 < distance <= most:
            found.append(Candidate(term, more["shown"], services, distance))
    return sorted(found, key=lambda row: (round(row.distance), _cost(typed, row), row.term))


def _cost(typed, row):
    """Among words as near as each other: the first letter is seldom wrong, and common words are likelier."""
    cost = row.distance - 0.12 * math.log(1 + row.services)
    return cost + (0.5 if typed[0] != row.term[0] else 0)


def slips(one: str, other: str) -> float:
    """How many slips lead from one word to the other: a letter left out, put in or changed, two turned.

    A doubled letter and a neighbouring key cost a little less (Damerau and Levenshtein's measure).
    """
    before_last: list[float] = []
    last = [float(number) for number in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        row = [float(i)]
        for j, b in enumerate(other, 1):
            gap_one = 0.9 if i > 1 and one[i - 2] == a else 1.0
            gap_other = 0.9 if j > 1 and other[j - 2] == b else 1.0
            cost = min(
                last[j] + gap_one, row[j - 1] + gap_other, last[j - 1] + (0.0 if a == b else _change(a, b))
            )
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b and a != b:
                cost = min(cost, before_last[j - 2] + 0.9)
            row.append(cost)
        before_last, last = last, row
    return last[-1]


def _change(one, other):
    for keys in _ROWS:
        at, to = keys.find(one), keys.find(other)
        if at >= 0 and to >= 0 and abs(at - to) == 1:
            return 0.9
    return 1.0
