"""What a reader's words ask for: concepts, each with the terms that would answer it.

One query reads what is needed: how common the terms are, longer words that begin alike, synonyms, words
that are spelt alike, and whether the words tell of an emergency.
"""

import json
import math
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from django.db import connection

from services.search import emergency, violence
from services.search.analysis import Token, analyse, compose, fold, is_verb, lemmatise, tokenise
from services.search.compounds import split
from services.search.corrections import best_candidates
from services.search.dictionaries import base_form, is_common_word, knows
from services.search.readings import languages_of, with_dots
from services.search.stop_words import IN_QUERIES
from services.translated import LANGUAGES

WORD, VERB, PART, PREFIX, JOINED, CORRECTED = 1.0, 0.8, 0.5, 0.35, 1.0, 0.7
#: A synonym of a part of a compound, or of a word behind another, counts less than one of the word.
OF_PART = 0.7
SHORTEST_PREFIX = 5
MOST_CONCEPTS = 10
MOST_TERMS = 24
#: Words that nearly every question may hold; they order what the others find.
FAINT = {
    "apu", "apua", "tuki", "tukea", "palvelu", "palvelut", "neuvo", "ongelma", "perhe", "lapsi",
    "vanhempi", "aiti", "isa", "help", "support", "service", "family", "child", "parent", "stod",
    "hjalp", "tjanst", "familj", "barn", "problem", "hakea", "auttaa", "uusi", "hyva", "paikka",
    "toiminta", "ryhma", "asia", "tilanne", "vaikea", "vaikeus", "keino", "tapa", "iso", "pieni",
    "aika", "paiva", "ilta", "kerta", "elama", "ihminen", "kukaan", "haluta", "tuntea", "tuntua",
    "nayttaa", "antaa", "nahda", "riittaa", "puhua", "sanoa", "tietaa", "tehda", "tulla", "kayda",
    "alkaa", "pitaa", "jaada", "osata", "pystya", "loytya", "loytaa", "paasta", "laittaa", "koti",
    "group", "thing", "people", "time", "day", "know", "feel", "find", "good", "new", "bad", "home",
    "grupp", "sak", "tid", "dag", "kanna", "veta", "hitta", "ny", "god", "hem", "ingen",
}  # fmt: skip
FAINT_SHARE = 0.6
#: A word that stands nowhere and is no noun of a dictionary: a verb, slang or a name.
UNKNOWN_SHARE = 0.4


@dataclass
class Concept:
    """One word of a question; `terms` maps each term that answers it (a phrase: several) to its weight."""

    token: Token
    terms: dict[tuple[str, ...], float] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    #: The base forms among its own terms.
    lemmas: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)

    def add(self, terms, weight):
        key = tuple(terms)
        if weight > self.terms.get(key, 0):
            self.terms[key] = weight


@dataclass(frozen=True)
class Correction:
    """A word that was read as another; `is_applied` unless it is only offered."""

    typed: str
    shown: str
    token: Token
    is_applied: bool


class Question:
    """The words of a search, understood. `exact` leaves misspelt words as they are."""

    def __init__(self, words: str, language: str = "fi", exact: bool = False):
        self.words = compose(words)
        self.exact = exact
        self.tokens = tokenise(words) if exact else with_dots(tokenise(words))
        self.languages = languages_of(self.tokens)
        asked = [token for token in self.tokens if token.text not in IN_QUERIES]
        self.asked = (asked or [])[:MOST_CONCEPTS]
        self.concepts = [Concept(token) for token in self.asked]
        self.corrections: list[Correction] = []
        self.candidates: dict[str, list] = {}
        self.is_emergency = False
        self.known: dict[str, int] = {}
        self.services = 0
        if self.tokens:
            self._understand()

    # -- reading the words

    def _understand(self):
        for concept in self.concepts:
            self._add_own(concept, concept.token.text)
        self._join_neighbours()
        joined = {term for concept in self.concepts for terms in concept.terms for term in terms}
        answer = self._look_up(joined)
        self._restore_dots(answer["shown"])
        self._correct(answer["alike"])
        self._add_synonyms(answer["synonyms"])
        for prefix, term in answer["longer"]:
            for concept in self.concepts:
                if fold(concept.token.text) == prefix:
                    concept.add([term], PREFIX)
        self._keep_known()
        self.is_emergency = answer["is_emergency"]

    def _add_own(self, concept, word, share=1.0):
        """The terms of a word, in the languages in which it is read."""
        for language in self.languages[concept.token]:
            terms = analyse(word, language)
            concept.lemmas.add(terms.words[0])
            for term in terms.words:
                concept.add([term], WORD * share)
            for term in terms.verbs:
                concept.add([term], VERB * share)
            for term in terms.parts:
                concept.add([term], PART * share)
            concept.own.update(terms.words, terms.verbs)
            concept.parts.update(terms.parts)

    def _join_neighbours(self):
        """pari terapia → pariterapia, for both words."""
        for one, other in zip(self.concepts, self.concepts[1:], strict=False):
            if one.token.end + 1 == other.token.start and len(other.token.text) > 2:
                terms = analyse(one.token.text + other.token.text, "fi")
                one.joined.update(terms.words)
                other.joined.update(terms.words)
                for term in terms.words:
                    one.add([term], JOINED)
                    other.add([term], JOINED)

    def _look_up(self, terms):
        surfaces = [fold(concept.token.text) for concept in self.concepts]
        misspelt = [] if self.exact else [text for text in surfaces if _may_be_misspelt(text)]
        turned = [(text, form) for text in misspelt for form in _turned(text)]
        with connection.cursor() as cursor:
            cursor.execute(
                _LOOK_UP,
                {
                    "terms": sorted(terms | set(surfaces)),
                    "keys": sorted(terms | set(surfaces)),
                    "prefixes": [text for text in surfaces if len(text) >= SHORTEST_PREFIX],
                    "alike": misspelt,
                    "turned": [form for _, form in turned],
                    "turned_of": [text for text, _ in turned],
                    "emergency": emergency.question_keys(self.tokens[:30]),
                },
            )
            rows = cursor.fetchall()
        answer = {"shown": {}, "synonyms": [], "longer": [], "alike": {}, "is_emergency": False}
        for kind, asked, term, number, more in rows:
            more = json.loads(more) if more else None  # Django leaves the JSON of plain SQL as text
            if kind == "known":
                self.known[term] = number
                answer["shown"][term] = asked
            elif kind == "longer":
                self.known[term] = number
                answer["longer"].append((asked, term))
            elif kind == "synonym":
                answer["synonyms"].append((number / 1000, more))
            elif kind == "alike":
                answer["alike"].setdefault(asked, []).append((term, number, more))
            elif kind == "found":
                self.known.setdefault(term, number)
            elif kind == "emergency":
                answer["is_emergency"] = True
        self.services = self.known.pop("", 0)
        return answer

    @staticmethod
    def _is_near_enough(concept, best):
        """A compound of known words (yksihuoltaja) may still be a slip for the one that services use."""
        word = concept.token.text
        in_dictionary = any(knows(word, language) for language in ("fi", "sv", "en"))
        return not in_dictionary and len(word) >= 8 and round(best.distance) == 1

    @staticmethod
    def _is_word(word):
        """Tell whether a dictionary knows the word, or all the parts of the compound that it is."""
        if any(knows(word, language) for language in ("fi", "sv", "en")):
            return True
        pieces = split(lemmatise(word, "fi"))
        return len(pieces) > 1 and all(len(piece) > 3 and base_form(piece, "fi") for piece in pieces)

    def _add_synonyms(self, found):
        """Add what the rules find to the words of each phrase that they ask for; it may hold silent words."""
        by_token = {concept.token: concept for concept in self.concepts}
        readings = [by_token.get(token) or _silent(token) for token in self.tokens]
        for weight, rule in found:
            ask, find = rule["ask"], rule["find"]
            for start in range(len(readings) - len(ask) + 1):
                run = readings[start : start + len(ask)]
                shares = [self._meets(concept, term) for concept, term in zip(run, ask, strict=True)]
                if all(shares):
                    for concept in run:
                        concept.add(find, weight * rule["share"] * min(shares))

    @staticmethod
    def _meets(concept, term):
        if term in concept.own or term in concept.joined:
            return 1.0
        return OF_PART if term in concept.parts else 0

    def _restore_dots(self, shown):
        """isaryhma was written without dots: the index knows how it is written, and so its parts."""
        for concept in self.concepts:
            word = concept.token.text
            written = shown.get(fold(word), word)
            if word.isascii() and written != word and fold(written) == word:
                self._take_as(concept, written, 1.0, self.known[word])

    def _take_as(self, concept, written, share, services):
        """Read a concept as another word, whose terms were not looked up: they are as common as the word."""
        self._add_own(concept, written, share)
        for terms in concept.terms:
            for term in terms:
                self.known.setdefault(term, services)

    def candidates_for(self, typed: str) -> list[str]:
        """The terms that a misspelt word of the question may stand for, likeliest first."""
        return [row.term for row in self.candidates.get(fold(typed), [])]

    def _correct(self, alike):
        """A word of which nothing is known is read as the known word that is spelt most alike."""
        for concept in self.concepts:
            surface = fold(concept.token.text)
            candidates = self.candidates[surface] = best_candidates(surface, alike.get(surface, []))
            if not candidates:
                continue
            best = candidates[0]
            own = max((self.known.get(term, 0) for term in concept.own), default=0)
            if own:
                if own <= 2 and best.services >= 20 * own and round(best.distance) == 1:
                    self.corrections.append(Correction(concept.token.text, best.shown, concept.token, False))
                continue
            if self._is_word(concept.token.text) and not self._is_near_enough(concept, best):
                continue
            for candidate in candidates[:2]:
                if candidate.distance <= best.distance:
                    self._take_as(
                        concept, candidate.shown, CORRECTED * candidate.likeness, candidate.services
                    )
            self.corrections.append(Correction(concept.token.text, best.shown, concept.token, True))

    def _keep_known(self):
        for concept in self.concepts:
            self._drop_stray_parts(concept)
            known = {
                terms: weight
                for terms, weight in concept.terms.items()
                if all(self.known.get(term, 0) > 0 for term in terms)
            }
            if any((lemma,) in known for lemma in concept.lemmas):
                # A form stands wherever its base form does, and only seems to be rarer.
                known.pop((fold(concept.token.text),) if self._is_form(concept) else (), None)
            concept.terms = known
            strongest = sorted(known, key=lambda terms: -self.value(concept, terms))[:MOST_TERMS]
            concept.terms = {terms: known[terms] for terms in strongest}

    @staticmethod
    def _is_form(concept):
        return fold(concept.token.text) not in concept.lemmas

    def _drop_stray_parts(self, concept):
        """Of an unknown compound most parts must be known: a bussiaikataulu is nothing like a bus."""
        if not concept.parts or any(self.known.get(term) for term in concept.own):
            return
        if self._knows_most_parts(concept):
            return
        others = [
            terms for terms in concept.terms if not concept.parts & set(terms) and terms[0] not in concept.own
        ]
        has_synonym = any(all(self.known.get(term) for term in terms) for terms in others)
        if not has_synonym:
            for term in concept.parts:
                if concept.terms.get((term,)) == PART:
                    del concept.terms[(term,)]

    def _knows_most_parts(self, concept):
        """Tell whether the index knows the first part and more than half of those that say anything."""
        pieces = split(lemmatise(concept.token.text, "fi"))
        ways = [{fold(piece), fold(base_form(piece, "fi"))} for piece in pieces]
        for at, (one, other) in enumerate(pairwise(pieces)):
            for way in ways[at : at + 2]:
                way.add(fold(one + other))
        known = [any(self.known.get(term) for term in way) for way in ways]
        telling = [is_known for way, is_known in zip(ways, known, strict=True) if not way & FAINT]
        return known[0] and (not telling or 2 * sum(telling) > len(telling))

    # -- how much a term tells

    def rarity(self, terms) -> float:
        """How much finding a term tells: the rarer, the more (inverse document frequency)."""
        return min(math.log(1 + self.services / max(1, self.known.get(term, 1))) for term in terms)

    def value(self, concept: Concept, terms) -> float:
        """How much a term counts as an answer to a concept: its weight × how much it tells.

        What is only near to a word (a synonym, a part, a longer word) never tells more than the word itself.
        """
        rarity = self.rarity(terms)
        if terms[0] not in concept.own and terms[0] not in concept.joined:
            own = [self.rarity((term,)) for term in concept.own if self.known.get(term, 0) > 0]
            rarity = min([rarity, *([max(own)] if own else [])])
        return concept.terms[terms] * rarity

    def share(self, concept: Concept) -> float:
        """How much of a concept counts: what nearly every question holds only orders what others find."""
        if self.is_about_violence and concept.own & violence.PEOPLE:
            return violence.PEOPLE_SHARE
        if not concept.terms and not self._is_topic(concept.token.text):
            return UNKNOWN_SHARE
        return FAINT_SHARE if concept.own & (FAINT | violence.PEOPLE) else 1

    def _is_topic(self, word):
        """Tell whether a word that no service has may name what is looked for: a dictionary's noun."""
        return any(is_common_word(word, language) for language in LANGUAGES) and not is_verb(
            lemmatise(word, "fi")
        )

    @cached_property
    def is_about_violence(self) -> bool:
        """Tell whether a word asks for violence, by itself or by a synonym."""
        return any(
            concept.terms.get((violence.VIOLENCE,), 0) >= OF_PART * OF_PART for concept in self.concepts
        )

    @property
    def is_to_stop_violence(self) -> bool:
        return violence.tells_of_own_violence(self.tokens)

    @property
    def is_empty(self):
        return not self.tokens

    @cached_property
    def has_answers(self) -> bool:
        return any(concept.terms for concept in self.concepts)

    def corrected_words(self) -> str:
        """The question with its misspelt words written as they were understood."""
        text = self.words
        for correction in sorted(self.applied, key=lambda row: -row.token.start):
            text = text[: correction.token.start] + correction.shown + text[correction.token.end :]
        return text

    def offered_words(self) -> str:
        """The question with each word for which a much commoner one is offered written as that."""
        text = self.words
        for correction in sorted(self.offered, key=lambda row: -row.token.start):
            text = text[: correction.token.start] + correction.shown + text[correction.token.end :]
        return text

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every term that answers a concept: what is marked in the texts."""
        return frozenset(term for concept in self.concepts for terms in concept.terms for term in terms)

    @staticmethod
    def base_form_of(concept: Concept) -> str:
        """The word in its base form, when a dictionary knows it and it is no name; else ""."""
        word = concept.token.text
        for language in ("fi", "sv", "en"):
            if is_common_word(word, language):
                return analyse(word, language).shown
        pieces = split(lemmatise(word, "fi"))
        if len(pieces) > 1 and all(is_common_word(piece, "fi") for piece in pieces):
            return lemmatise(word, "fi")
        return ""

    @property
    def applied(self):
        return [row for row in self.corrections if row.is_applied]

    @property
    def offered(self):
        return [row for row in self.corrections if not row.is_applied]


def _silent(token):
    """A word that is not searched for, as synonyms of phrases may ask for it."""
    concept = Concept(token)
    for language in ("fi", "sv", "en"):
        concept.own.update(analyse(token.text, language).words)
    return concept


def _turned(word):
    """The word with two neighbouring letters turned round, in every place: trigrams hardly find those."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


def _may_be_misspelt(word):
    return len(word) >= 4 and word.isalpha()


_LOOK_UP = """
WITH alike AS MATERIALIZED (
    SELECT typed, word.term, word.services, word.shown
    FROM unnest(%(alike)s::text[]) AS typed
    CROSS JOIN LATERAL (
        SELECT term, services, shown FROM services_searchword
        WHERE term %% typed AND is_word AND services > 0
            AND length(term) BETWEEN length(typed) - 2 AND length(typed) + 2
        ORDER BY levenshtein_less_equal(term, typed, 3), similarity(term, typed) DESC, services DESC LIMIT 12
    ) word
    WHERE NOT EXISTS (SELECT 1 FROM services_searchword own WHERE own.term = typed AND own.services > 2)
    UNION
    SELECT typed, term, services, shown
    FROM unnest(%(turned_of)s::text[], %(turned)s::text[]) AS turned(typed, form)
    JOIN services_searchword ON term = form AND is_word AND services > 0
), synonym AS MATERIALIZED (
    SELECT rule, weight FROM services_synonym row CROSS JOIN LATERAL jsonb_array_elements(row.rules) AS rule
    CROSS JOIN (SELECT %(keys)s::varchar[] || array(SELECT term::varchar FROM alike) AS keys) asked
    WHERE row.is_active AND row.keys && asked.keys AND rule -> 'ask' ->> 0 = ANY(asked.keys)
)
SELECT 'known' AS kind, shown AS asked, term, services AS number, NULL::jsonb AS more
FROM services_searchword WHERE term = ANY(%(terms)s) OR term = ''
UNION ALL
SELECT 'synonym', '', '', round(weight * 1000)::int, rule FROM synonym
UNION ALL
SELECT 'found', '', word.term, word.services, NULL
FROM synonym CROSS JOIN LATERAL jsonb_array_elements_text(rule -> 'find') AS term
JOIN services_searchword word ON word.term = term.value
UNION ALL
SELECT 'longer', prefix, word.term, word.services, NULL
FROM unnest(%(prefixes)s::text[]) AS prefix
CROSS JOIN LATERAL (
    SELECT term, services FROM services_searchword
    WHERE term > prefix AND term < prefix || chr(1114109) AND starts_with(term, prefix)
    ORDER BY services DESC, term LIMIT 12
) word
WHERE word.services > 0
UNION ALL
SELECT 'alike', typed, term, services, jsonb_build_object('shown', shown) FROM alike
UNION ALL
(SELECT 'emergency', '', '', 1, NULL FROM services_emergencyword
WHERE is_active AND key = ANY(%(emergency)s) LIMIT 1)
"""
