"""Questions about violence: help for the one who is hurt comes first.

Who tells of their own violence ("lyön lastani") is led to the services that help to stop.
"""

import re
from functools import cache

from services.search.analysis import fold, tokenise

VIOLENCE = "vakivalta"
#: The signs in the index of a service for those who use violence, and of one that is for nobody else.
TO_STOP, ONLY_TO_STOP = "!to-stop", "!only-to-stop"
#: How much more or less a service counts for one who is hurt ...
FOR_HURT = {"urgent": 1.4, "only to stop": 0.4}
#: ... and for one who hurts; a shelter is no place for them.
FOR_HURTING = {"only to stop": 1.6, "to stop": 1.3, "other": 0.7}
#: Who hurts or is hurt says little of what is looked for.
PEOPLE = frozenset({
    "mies", "aviomies", "vaimo", "puoliso", "kumppani", "ukko", "akka", "aija", "isi", "isa", "aiti", "faija",
    "mutsi", "ex", "eksa", "exa", "lapsi", "poika", "tytto", "poikaystava", "tyttoystava", "isapuoli",
    "aitipuoli", "veli", "perhe", "nainen", "man", "make", "hustru", "fru", "sambo", "pappa", "mamma",
    "husband", "wife", "boyfriend", "girlfriend", "partner", "dad", "mum", "mom", "father", "mother",
})  # fmt: skip
PEOPLE_SHARE = 0.3
_LONGEST = 3

_WHO_HURTS = re.compile(
    r"satuttanut|satuttaneet|satutat\b|satuttavasi|lyöväsi|lyönyt|hakannut|pahoinpidellyt"
    r"|väkival\w+ (käyttä(nyt|ne|vä)|tehn|tekij)|väkivaltai\w* (käytös|käytty|käyttäy)|tekijö|tekijä"
    r"|sitä käyttä(nyt|ne|vä)|ilman väkivaltaa|väkivallasta irti|irti väkivallasta"
    r"|oma\w* väkival|väkivaltaisuutesi|omia tekojasi|hallitse raivoasi|vihan ?hallin|aggression ?hallin"
    r"|våldsutövar|utövar våld|använder våld|slår\b|egna våld|sluta slå"
    r"|perpetrator|abuser|stop violence|your own violence|have hurt|anger management"
)
_WHO_IS_HURT = re.compile(
    r"koke(nut|ne|v|ja|jo)|koki(ja|jo)|uhri|turvakoti|kohdistuu|kohtaa\b|läheinen käyttää"
    r"|utsatt|upplev|offer|skyddshem|victim|survivor|experienc|shelter"
)


def tells_of_own_violence(tokens: list) -> bool:
    """Tell whether a question, as tokens, is of somebody who hurts others or fears to."""
    words = [fold(token.text) for token in tokens]
    runs = (
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, _LONGEST + 1)
    )
    return any(run in _own_violence() for run in runs)


def marks_of(first_texts: list[str], all_texts: list[str]) -> set[str]:
    """The signs of a service, by all its texts; name and summary tell whether it is for nobody else."""
    found = set()
    if any(_WHO_HURTS.search(text.lower()) for text in all_texts):
        found.add(TO_STOP)
    at_first = " ".join(first_texts).lower()
    if _WHO_HURTS.search(at_first) and not _WHO_IS_HURT.search(at_first):
        found.add(ONLY_TO_STOP)
    return found


@cache
def _own_violence() -> frozenset[str]:
    from services.search.shipped import lines  # the shipped words are read through the models

    return frozenset(
        " ".join(fold(token.text) for token in tokenise(line)) for _, line in lines("own_violence.txt")
    )
