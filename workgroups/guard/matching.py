"""Finding the people of a list in a text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from workgroups.guard.forms import Case
from workgroups.guard.index import Form, Index, Part
from workgroups.guard.names import PARTICLES, Person
from workgroups.guard.reading import place_in, plain, read, without_dots
from workgroups.guard.surroundings import in_address, sentence_around, starts_sentence
from workgroups.guard.tokens import Word, find_words, suffix_case
from workgroups.guard.words import is_word, names_a_thing


class Kind(StrEnum):
    """How a person is named at a place of a text."""

    FULL = "full"
    FIRST_NAME = "first_name"
    SURNAME = "surname"
    INITIALS = "initials"


@dataclass(frozen=True)
class Hit:
    """A place where somebody may be named: `text[start:end]` is `found`.

    `sure` is False where it may be a word, or somebody else. `also` are the keys of further people whose name
    it may be just as well. `case` is that of the last word.
    """

    person_key: object
    start: int
    end: int
    found: str
    sentence: str
    kind: Kind
    sure: bool
    case: Case
    also: tuple = ()


@dataclass(frozen=True)
class _Mention:
    """A hit in the letters read; `owners` are places in the list of people."""

    start: int
    end: int
    owners: frozenset[int]
    kind: Kind
    sure: bool
    case: Case


#: "Maija Virtanen", "virtanen_maija", "Virtanen, Maija"; middle names, initials, particles may lie between.
_PARTICLE = r"(?<![^\W_])(?:" + "|".join(sorted(PARTICLES)) + ")"
_GAP = re.compile(
    r"[_.+\-/\x01]{0,2}|,?[ \t\x01]{0,4}(?:\r?\n)?[ \t\x01]{0,4}"
    r"|[ \t\x01]+(?:[A-ZÅÄÖ](?:\.|[^\W_]*)[ \t\x01]+){1,2}"
    rf"|[ \t_\-]+(?:{_PARTICLE}[ \t_\-]+){{1,3}}"
)
_LONGEST_GAP = 40
_MOST_WORDS = 6
#: "A. ", "A.-M. ", "A-M. ", "AM ", "a." and then perhaps "von ".
_INITIAL = r"(?:[A-ZÅÄÖ](?:\.[\s\-]?|-(?=[A-ZÅÄÖ]))|[A-ZÅÄÖ]{1,2}[\s_]|[a-zåäö][._\-])"
_BEFORE_SURNAME = re.compile(
    rf"(?:(?<![^\W_])(?P<initials>{_INITIAL}{{1,3}}))?(?:{_PARTICLE}[\s_\-]+){{0,3}}\Z"
)
_AFTER_FIRST_NAME = re.compile(
    r"[\s_](?P<initial>[A-ZÅÄÖ])(?![\w'\-])(?::(?P<suffix>[a-zåäö]{1,5})(?![^\W_]))?"
)
_REACH = 40
_INITIALS = re.compile(
    r"(?<![^\W_])(?P<letters>(?:[A-ZÅÄÖ]\.[\s\-]?){1,3}[A-ZÅÄÖ])(?:\.|:(?P<suffix>[a-zåäö]{1,5})(?![^\W_]))"
)
#: A shorter name in small letters is taken for a word.
_SHORTEST_SMALL = 4


class Guard:
    """Looks for `people` in texts; `named` are others who may be named, so that their names are no hits."""

    def __init__(self, people: Iterable[Person], named: Iterable[Person] = ()):
        hidden = list(people)
        self._people = [*hidden, *named]
        self._hidden = frozenset(range(len(hidden)))
        self._index = Index(self._people)
        self._first_letters = [_plain_letters(person.name.initials) for person in self._people]
        self._last_letters = [
            _plain_letters(word[0] for word in person.name.surname_words[:1]) for person in self._people
        ]

    def find(self, text: str) -> list[Hit]:
        """All hits in a text, in order and without overlaps; the time grows with its length alone."""
        reading = read(text)
        letters = reading.letters
        mentions = [
            found for words, owners in self._groups(letters) if (found := self._judge(letters, words, owners))
        ]
        mentions += self._initials_alone(letters, mentions)
        return [
            self._hit(text, reading, mention)
            for mention in sorted(mentions, key=lambda mention: mention.start)
            if mention.owners & self._hidden
        ]

    def _hit(self, text, reading, mention):
        start, end = place_in(text, reading, mention.start, mention.end)
        first, *others = (self._people[owner].key for owner in sorted(mention.owners & self._hidden))
        return Hit(
            person_key=first, start=start, end=end, found=text[start:end],
            sentence=sentence_around(text, start, end), kind=mention.kind,
            sure=mention.sure and mention.owners <= self._hidden, case=mention.case,
            also=tuple(others),
        )  # fmt: skip

    def _groups(self, letters) -> Iterator[tuple[list[Word], frozenset[int]]]:
        """Words that stand together and may name one person, with the people whom they may name."""
        words: list[Word] = []
        owners: frozenset[int] = frozenset()
        for word in find_words(letters, self._index):
            own = _owners(word, letters)
            if not own or (words and word.start < words[-1].end):
                continue
            if words and owners & own and len(words) < _MOST_WORDS and _belong(letters, words[-1], word):
                words, owners = [*words, word], owners & own
                continue
            if words:
                yield words, owners
            words, owners = [word], own
        if words:
            yield words, owners

    def _judge(self, letters, words, owners) -> _Mention | None:
        """What words that stand together name, or None where they are words and no name."""
        start, end = words[0].start, words[-1].end
        if whole := frozenset(owner for owner in owners if _name_wholly(words, owner)):
            before, initial = self._before(letters, start)
            if not initial or any(initial in self._first_letters[owner] for owner in whole):
                start = before
            sure = not all(_is_small(word) and _is_wordlike(word) for word in words)
            return _Mention(start, end, whole, Kind.FULL, sure, _case(words[-1], whole))
        parts = _parts(words, owners)
        case = _case(words[-1], owners)
        if Part.INITIAL_AND_LAST in parts:
            return _Mention(start, end, owners, Kind.INITIALS, True, case)
        likely = _likelihood(letters, words)
        if likely is None:
            return None
        if Part.LAST in parts:
            start, initial = self._before(letters, start)
            if fitting := frozenset(owner for owner in owners if initial in self._first_letters[owner]):
                return _Mention(start, end, fitting, Kind.INITIALS, True, case)
            if initial:
                start, likely = words[0].start, False
            kind = Kind.SURNAME
        else:
            kind = Kind.FIRST_NAME
            if found := _AFTER_FIRST_NAME.match(letters, end):
                initial = without_dots(found["initial"])
                fitting = frozenset(owner for owner in owners if initial in self._last_letters[owner])
                if fitting & self._hidden or fitting == owners:
                    case = suffix_case(found["suffix"] or "") or case
                    return _Mention(start, found.end(), fitting, Kind.INITIALS, True, case)
                likely = False
        return _Mention(start, end, owners, kind, likely, case)

    def _before(self, letters, start):
        """Where initials and particles before a surname begin, and the first initial without dots, or ""."""
        found = _BEFORE_SURNAME.search(letters, max(0, start - _REACH), start)
        initials = found["initials"] or ""
        return found.start(), without_dots(initials[:1])

    def _initials_alone(self, letters, mentions):
        """A.V. or A.V:n for Anna Virtanen, where no surname follows."""
        taken = sorted((mention.start, mention.end) for mention in mentions)
        for found in _INITIALS.finditer(letters):
            before = bisect_right(taken, (found.end(), 0)) - 1
            if before >= 0 and taken[before][1] > found.start():
                continue
            first, *_, last = (without_dots(sign) for sign in found["letters"] if sign.isalpha())
            owners = frozenset(
                owner
                for owner in range(len(self._people))
                if first in self._first_letters[owner] and last in self._last_letters[owner]
            )
            if owners:
                case = suffix_case(found["suffix"] or "") or Case.NOMINATIVE
                yield _Mention(found.start(), found.end(), owners, Kind.INITIALS, False, case)


def find(text: str, people: Iterable[Person], named: Iterable[Person] = ()) -> list[Hit]:
    """The places of a text where `people` may be named, other than as one of `named`, who may be."""
    return Guard(people, named).find(text)


def _owners(word, letters):
    forms = _usable(word, letters)
    return frozenset(owner for form in forms for owner in form.owners)


def _usable(word, letters) -> list[Form]:
    """Without initials written together with a surname, but in addresses: Taho is a word and not T. Aho."""
    if all(form.part is not Part.INITIAL_AND_LAST for form in word.forms):
        return list(word.forms)
    mixed = not (word.letters[1:].islower() or word.letters.isupper())
    if mixed or in_address(letters, word.start, word.end):
        return list(word.forms)
    return [form for form in word.forms if form.part is not Part.INITIAL_AND_LAST]


def _belong(letters, left, right):
    """Tell whether two words may be parts of one name, by what stands between them."""
    if right.start - left.end > _LONGEST_GAP or not _GAP.fullmatch(letters, left.end, right.start):
        return False
    parts = {form.part for form in left.forms}
    if Part.FIRST not in parts and "\n" in letters[left.end : right.start]:
        return False  # a list of people, a line each
    other_part = not parts & {form.part for form in right.forms}
    other_name = not {form.name for form in left.forms} & {form.name for form in right.forms}
    return other_part or (other_name and "," not in letters[left.end : right.start])


def _name_wholly(words, owner):
    parts = _parts(words, {owner})
    return Part.WHOLE in parts or (len(words) > 1 and {Part.FIRST, Part.LAST} <= parts)


def _parts(words, owners):
    return {form.part for word in words for form in word.forms if form.owners & owners}


def _case(word, owners):
    return word.case or next(form.case for form in word.forms if form.owners & owners)


def _likelihood(letters, words):
    """True for a name, False for what may also be a word, None for a word."""
    doubtful = all(_is_wordlike(word) for word in words)
    if all(_is_small(word) for word in words):
        if in_address(letters, words[0].start, words[-1].end):
            return not doubtful
        return None if doubtful or len(words[0].letters) < _SHORTEST_SMALL else False
    unmarked = starts_sentence(letters, words[0].start) or all(word.letters.isupper() for word in words)
    return not (doubtful and unmarked)


def _is_small(word):
    return word.letters[0].islower()


def _is_wordlike(word):
    return is_word(word.letters.lower()) or any(names_a_thing(form.name) for form in word.forms)


def _plain_letters(signs):
    return frozenset(without_dots(plain(sign)) for sign in signs)
