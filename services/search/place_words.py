"""Places in a reader's words: "isäryhmä Nokialla", "fadergrupp i Borgå", "lähellä 33100".

Any form of a municipality's name counts, Finnish or Swedish. Some names are also words or people's names:
those count only where their form or spelling shows that the place is meant (see `NAMES_THAT_ARE_WORDS`).
"""

import re
from dataclasses import dataclass, field

from services.search.analysis import Token, fold, tokenise
from services.search.dictionaries import base_form

#: Names that mean something else in small letters without a local case: "kolari" is a crash, "aura" a plough,
#: Simo and Kaarina are people. "Sallassa" is the place all the same.
NAMES_THAT_ARE_WORDS = {
    "aura", "hanko", "inari", "ii", "juva", "kaarina", "kitee", "kolari", "koski", "kotka", "lemi",
    "lieto", "loppi", "luoto", "masku", "multia", "nivala", "pello", "perho", "posio", "rusko", "salla",
    "salo", "sauvo", "sievi", "simo", "soini", "sund", "sulkava", "tammela", "tervo", "teuva",
    "vesanto", "virrat", "geta", "kauhava", "lovisa", "vasa", "raahe", "vehmaa",
}  # fmt: skip
#: These mean something else in a local case too: only a capital letter tells ("kolarissa" is in a crash).
ONLY_WITH_CAPITAL = frozenset({"kolari", "koski", "luoto", "multia", "perho", "rusko", "sund", "virrat"})
#: People's names: a capital letter does not make them a place, only a local case does.
NAMES_OF_PEOPLE = {
    "aura", "inari", "kaarina", "lovisa", "masku", "nivala", "salla", "salo", "simo", "soini", "tervo",
    "vesanto",
}  # fmt: skip
#: Towns so large that the plain name means the place, unless another name follows.
LARGE_TOWNS = frozenset({"kotka", "salo", "hanko", "vasa"})

#: A word beside a postal code or a name that asks for what is near.
NEAR_WORDS = frozenset({"lahella", "lahelta", "lahin", "lahimmat", "lahimpana", "nara", "near", "naromradet"})
#: Words that only lead to a place and say nothing else beside one.
LINKING_WORDS = {
    "i", "in", "at", "kunta", "kunnassa", "kunnan", "kaupunki", "kaupungissa", "kaupungin", "kommun",
    "seutu", "seudulla", "alue", "alueella",
}  # fmt: skip
_POSTAL_CODE = re.compile(r"\d{5}")
_LOCAL_ENDINGS = ("ssa", "sta", "lla", "lta", "lle", "hin", "seen", "ssakin", "stakin", "llakin")
_ENDINGS = (
    "n", "ssa", "sta", "lla", "lta", "lle", "ksi", "na", "a", "ta", "an", "on", "un", "in", "en", "hun",
    "hon",
    "seen", "han", "hin", "hyn", "ssakin", "stakin", "llakin", "laiset", "lainen", "laisille",
)  # fmt: skip
#: How a name's end changes before a case ending; the longest end that fits counts.
_STEMS = (
    ("kaupunki", "kaupungi"), ("järvi", "järve"), ("niemi", "nieme"), ("salmi", "salme"), ("lahti", "lahde"),
    ("koski", "koske"), ("lampi", "lamme"), ("ranta", "ranna"), ("silta", "silla"), ("saari", "saare"),
    ("joki", "joe"), ("mäki", "mäe"), ("vesi", "vede"), ("nen", "se"), ("nummi", "numme"), ("kumpu", "kummu"),
    ("lanti", "lanni"), ("linna", "linna"),
)  # fmt: skip
_OTHER_STEMS = {
    "turku": ["turu"], "hanko": ["hango"], "lieto": ["liedo"], "loppi": ["lope"], "vihti": ["vihdi"],
    "iitti": ["iiti"], "tampere": ["tamperee"], "helsinki": ["helsingi"],
    "virrat": ["virro", "virroi", "virta", "virtoi"], "varkaus": ["varkaude"], "alavus": ["alavude"],
    "kannus": ["kannukse"], "nurmes": ["nurmekse"], "pyhtaa": ["pyhtaa"], "raisio": ["raisio"],
    "kitee": ["kitee"], "lapua": ["lapua"], "vaasa": ["vaasa"], "porvoo": ["porvoo"], "espoo": ["espoo"],
    "kauniainen": ["kauniaise", "kauniaisi"], "parainen": ["paraise", "paraisi"],
    "ikaalinen": ["ikaalise", "ikaalisi"], "mantta-vilppula": ["mantta-vilppula"],
    "outokumpu": ["outokummu"], "juupajoki": ["juupajoe"], "keuruu": ["keuruu"], "hamina": ["hamina"],
    "saltvik": ["saltviki"], "sund": ["sundi"], "kokar": ["kokari"], "korsnas": ["korsnasi"],
    "jamsa": ["jamsa"], "kauhajoki": ["kauhajoe"], "siikalatva": ["siikalatva"], "ii": ["ii"],
    "muhos": ["muhokse"], "salla": ["salla"], "kemi": ["kemi"], "lemi": ["lemi"], "oripaa": ["oripaa"],
    "jarvenpaa": ["jarvenpaa"], "mustasaari": ["mustasaare"],
    "uusikaupunki": ["uudessakaupungi", "uudestakaupungi", "uuteenkaupunki", "uudenkaupungi"],
    "uusikaarlepyy": ["uusikaarlepyy", "uudessakaarlepyy", "uudenkaarlepyy"], "vehmaa": ["vehmaa"],
    "pietarsaari": ["pietarsaare"], "kristiinankaupunki": ["kristiinankaupungi"],
    "kuhmoinen": ["kuhmoise", "kuhmoisi"], "pyharanta": ["pyharanna"], "kiuruvesi": ["kiuruvede"],
    "kontiolahti": ["kontiolahde"], "lapinlahti": ["lapinlahde"], "kaustinen": ["kaustise", "kaustisi"],
    "tyrnava": ["tyrnava"], "oulainen": ["oulaise", "oulaisi"], "lestijarvi": ["lestijarve"],
    "pudasjarvi": ["pudasjarve"], "maarianhamina": ["maarianhamina"], "parkano": ["parkano"],
}  # fmt: skip


@dataclass
class PlaceWords:
    """What a text says of places: slugs of municipalities, postal codes, and the text without them."""

    municipalities: list[str] = field(default_factory=list)
    postal_codes: list[str] = field(default_factory=list)
    near: str = ""
    rest: str = ""


def forms_of_names(names: dict[str, list[str]]) -> dict[str, tuple[str, bool]]:
    """Every form under which a municipality is known: form → (slug, is it in a local case).

    `names` maps the slug of each municipality to its names.
    """
    forms: dict[str, tuple[str, bool]] = {}
    for slug, own in names.items():
        for name in own:
            base = fold(name)
            for stem in {base, *_stems(base)}:
                for ending in _ENDINGS:
                    forms.setdefault(stem + ending, (slug, ending in _LOCAL_ENDINGS))
                # The illative doubles the last vowel: Nokiaan, Virroihin.
                forms.setdefault(stem + stem[-1] + "n", (slug, True))
            forms.setdefault(base + "s", (slug, False))
            for pieces in (base.split(), base.split("-")):
                if len(pieces) == 2 and pieces[1] in ("kunta", "tl"):
                    forms.setdefault(pieces[0], (slug, False))
                    for ending in _ENDINGS:
                        forms.setdefault(pieces[0] + ending, (slug, ending in _LOCAL_ENDINGS))
    for slug, own in names.items():  # a name in its plain form always wins over another's inflected one
        for name in own:
            forms[fold(name)] = (slug, False)
    return forms


def _stems(base):
    if base in _OTHER_STEMS:
        return _OTHER_STEMS[base]
    for end, stem in sorted(_STEMS, key=lambda row: -len(row[0])):
        if base.endswith(fold(end)):
            return [base.removesuffix(fold(end)) + fold(stem)]
    if base.endswith(("s", "k", "d", "m", "l", "r", "t")):  # Swedish names take an i in Finnish
        return [base + "i"]
    return [base]


def find_place_words(text: str, forms: dict[str, tuple[str, bool]]) -> PlaceWords:
    """Take the places out of a text. What is left keeps its own words and signs."""
    from services.search.analysis import compose

    text = compose(text)
    tokens = tokenise(text)
    found = PlaceWords(rest=text)
    taken: set[int] = set()
    for number, token in enumerate(tokens):
        if _POSTAL_CODE.fullmatch(token.text):
            near = [at for at in (number - 1, number + 1) if 0 <= at < len(tokens) and _asks_near(tokens[at])]
            taken.update([number, *near])
            if near and not found.near:
                found.near = token.text
            else:
                found.postal_codes.append(token.text)
        elif (slug := _place(text, tokens, number, forms)) and len(found.municipalities) < 3:
            if slug not in found.municipalities:
                found.municipalities.append(slug)
            taken.add(number)
    if taken:
        for number, token in enumerate(tokens):
            beside = {number - 1, number + 1} & taken
            if number not in taken and beside and (fold(token.text) in LINKING_WORDS or _asks_near(token)):
                taken.add(number)
        found.rest = _without(text, [tokens[number] for number in taken])
    return found


def _asks_near(token: Token) -> bool:
    return fold(token.text) in NEAR_WORDS


def _place(text, tokens, number, forms):
    token = tokens[number]
    folded = fold(token.text)
    found = forms.get(folded) or _by_base_form(token.text, forms)
    if not found:
        return None
    slug, is_local = found
    base = slug if slug in NAMES_THAT_ARE_WORDS else _word_meant(folded, slug)
    if base:
        has_capital = text[token.start : token.end][:1].isupper()
        if base in LARGE_TOWNS and not (
            number + 1 < len(tokens) and has_capital and _has_capital(text, tokens[number + 1])
        ):
            return slug
        if base in NAMES_OF_PEOPLE:
            return slug if is_local else None
        if base in ONLY_WITH_CAPITAL:
            return (
                slug
                if has_capital or (base == "virrat" and is_local and folded.startswith("virro"))
                else None
            )
        return slug if is_local or has_capital else None
    return slug


def _has_capital(text, token):
    return text[token.start : token.end][:1].isupper()


def _word_meant(folded, slug):
    """The Swedish name may be the word: Loviisa is Lovisa, Vaasa is Vasa."""
    for name in NAMES_THAT_ARE_WORDS:
        if folded.startswith(name) and len(folded) <= len(name) + 1 and name[:3] == slug[:3]:
            return name
    return None


def _by_base_form(word, forms):
    if len(word) < 5:
        return None
    lemma = fold(base_form(word, "fi"))
    if lemma and lemma in forms and lemma != fold(word) and base_form(word, "fi") not in ("kirkko",):
        slug, _is_local = forms[lemma]
        return slug, fold(word).endswith(_LOCAL_ENDINGS)
    return None


def _without(text, tokens):
    for token in sorted(tokens, key=lambda token: -token.start):
        text = text[: token.start] + " " + text[token.end :]
    return " ".join(text.split()).strip(" ,.;:-")
