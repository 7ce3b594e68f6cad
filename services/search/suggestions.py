"""What to offer while somebody types: themes, municipalities, services, organizations and common questions.

One query, by the beginning of any word of a name. Nothing of it is logged or kept.
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from services.search.analysis import fold, tokenise
from services.search.places import names_beginning
from services.search.shipped import DATA
from services.translated import LANGUAGES, LocalText, pick, reader_language

SHORTEST = 2
LONGEST = 60
#: How many of each kind, at most; the list of all stays under ten, so that it is read at a glance.
MOST = {"theme": 2, "municipality": 2, "service": 4, "organization": 2, "question": 2}
MOST_OF_ALL = 9
#: So many services are sorted to find the best ones.
MOST_LOOKED_AT = 100


@dataclass(frozen=True)
class Suggestion:
    """A line of the list. `url` is where it leads; `kind` is said beside it."""

    kind: str
    text: LocalText | str
    url: str


def suggest(typed: str) -> list[Suggestion]:
    """The suggestions for a text that is being typed."""
    text = " ".join(typed[:LONGEST].split())
    tokens = [fold(token.text) for token in tokenise(text)]
    if not tokens or len(tokens[-1]) < SHORTEST:
        return []
    found = [
        *_questions(tokens),
        *_from_database(tokens),
        *(
            Suggestion("municipality", name, f"{reverse('services:service_list')}?municipality={slug}")
            for slug, name in (names_beginning(text)[: MOST["municipality"]] if len(tokens) < 3 else ())
        ),
    ]
    order = list(MOST)
    return sorted(found, key=lambda row: order.index(row.kind))[:MOST_OF_ALL]


def _from_database(tokens):
    words = [_clean(token) for token in tokens]
    parameters = {f"word{number}": f"%{word}%" for number, word in enumerate(words)}
    # The beginning of a word is looked for in services from the third letter on: before, it is in them all.
    last = f"'={words[-1]}':*" if len(words[-1]) > SHORTEST else f"'={words[-1]}'"
    parameters["query"] = " & ".join([*(f"'={word}'" for word in words[:-1]), last])
    parameters["begins"] = f"{words[0]}%"
    with connection.cursor() as cursor:
        cursor.execute(_statement(reader_language(), len(words)), parameters)
        rows = cursor.fetchall()
    found = []
    for kind, slug, fi, sv, en in rows:
        name = pick(dict(zip(LANGUAGES, (fi, sv, en), strict=True)))
        if kind == "theme":
            url = f"{reverse('services:service_list')}?theme={slug}"
        else:
            url = reverse(f"services:{kind}_detail", args=[slug])
        found.append(Suggestion(kind, name, url))
    return found


def _clean(token):
    return "".join(sign for sign in token if sign.isalnum() or sign == "-")


def _questions(tokens):
    language = LANGUAGES.index(reader_language())
    found = []
    for texts in common_questions():
        words = [fold(token.text) for token in tokenise(texts[language])]
        if all(any(word.startswith(token) for word in words) for token in tokens):
            found.append(
                Suggestion(
                    "question",
                    texts[language],
                    f"{reverse('services:service_list')}?{_encoded(texts[language])}",
                )
            )
    return found[: MOST["question"]]


def _encoded(words):
    return urlencode({"q": words})


@cache
def common_questions() -> list[list[str]]:
    """The common questions in Finnish, Swedish and English."""
    lines = (DATA / "questions.txt").read_text(encoding="utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line.count("|") == 2 and not line.startswith("#")
    ]


def _folded(column):
    return f"translate(lower({column}), 'åäöéÅÄÖÉ', 'aaoeaaoe')"


@cache
def _statement(language, words):
    """The query of a reader's language for a number of words; every value is a parameter."""

    def holds(column):
        return " AND ".join(f"{_folded(column)} LIKE %(word{number})s" for number in range(words))

    name = f"name_{language}"
    return f"""
(SELECT 'theme', slug, name_fi, name_sv, name_en FROM services_theme
WHERE {holds(name)} ORDER BY length({name}), slug LIMIT {MOST["theme"]})
UNION ALL
(SELECT 'service', slug, name_fi, name_sv, name_en FROM (
    SELECT service_id FROM services_searchentry
    WHERE vector @@ %(query)s::tsquery AND NOT for_professionals_only LIMIT {MOST_LOOKED_AT}
) found JOIN services_service service ON service.id = found.service_id
ORDER BY {_folded(name)} NOT LIKE %(begins)s, length(name_fi), slug LIMIT {MOST["service"]})
UNION ALL
(SELECT 'organization', slug, name_fi, name_sv, name_en FROM services_organization organization
WHERE {holds("name_fi")} AND EXISTS (
    SELECT 1 FROM services_service service
    WHERE service.organization_id = organization.id AND service.status = 'published'
)
ORDER BY {_folded("name_fi")} NOT LIKE %(begins)s, length(name_fi), slug LIMIT {MOST["organization"]})
"""  # noqa: S608 - built from the constants above alone
