"""The catalogues: complete in both languages, compiled, and true to the words we agreed on."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CATALOGUES = {lang: ROOT / "locale" / lang / "LC_MESSAGES" / "django.po" for lang in ("fi", "sv")}
#: Every gettext function by the arguments that its call begins with.
ARGUMENTS = {"gettext": "i", "pgettext": "ci", "ngettext": "ip", "npgettext": "cip"}
_CALL = re.compile(r"""\b(_|n?p?gettext)\(((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*)\)""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+>")


def sources(suffix: str) -> Iterator[Path]:
    """Files of ours that may hold messages; what `makemessages -i var` reads too."""
    for folder in ("lape", "services", "workgroups", "guides", "templates"):
        yield from sorted((ROOT / folder).rglob(f"*{suffix}"))


def messages_of(call: ast.Call):
    """The message of a call as (context, id) and its plural; nothing for calls of anything else."""
    name = (
        getattr(call.func, "attr", getattr(call.func, "id", "")).removesuffix("_lazy").removesuffix("_noop")
    )
    roles = ARGUMENTS.get("gettext" if name == "_" else name, "")
    texts = [arg.value for arg in call.args[: len(roles)] if isinstance(arg, ast.Constant)]
    if roles and len(texts) == len(roles):
        found = dict(zip(roles, texts, strict=True))
        yield (found.get("c"), found["i"]), found.get("p")


@functools.cache
def messages_in_code() -> dict:
    """Every message of the code and the templates; the same id with and without plural is one."""
    trees = [ast.parse(path.read_text()) for path in sources(".py")]
    for path in [*sources(".html"), *sources(".txt")]:
        calls = _CALL.findall(templatize(path.read_text(), origin=str(path)))
        trees += [ast.parse(f"{name}({arguments})") for name, arguments in calls]
    found = {}
    for tree in trees:
        for node in ast.walk(tree):
            for key, plural in messages_of(node) if isinstance(node, ast.Call) else ():
                found[key] = plural or found.get(key)
    return found


@pytest.fixture(scope="module", params=CATALOGUES)
def catalogue(request):
    return polib.pofile(str(CATALOGUES[request.param]))


def texts(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def by_key(entries) -> dict:
    return {(entry.msgctxt, entry.msgid): (entry.msgid_plural or None, texts(entry)) for entry in entries}


def test_catalogue_holds_exactly_the_messages_of_the_code(catalogue):
    held = {key: plural for key, (plural, _texts) in by_key(catalogue).items()}

    assert held == messages_in_code()


def test_every_message_is_translated_in_all_its_forms(catalogue):
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])

    lacking = [
        entry.msgid
        for entry in catalogue
        if entry.fuzzy or not all(texts(entry)) or len(texts(entry)) != (forms if entry.msgid_plural else 1)
    ]

    assert lacking == []


def test_translation_keeps_the_placeholders_of_its_message(catalogue):
    def placeholders(text):
        return sorted(_PLACEHOLDER.findall(text))

    wrong = [
        (entry.msgid, text)
        for entry in catalogue
        for text in texts(entry)
        if entry.msgctxt != "address" and placeholders(text) != placeholders(entry.msgid)
    ]

    assert wrong == []


def test_compiled_catalogue_is_that_of_its_source(catalogue):
    compiled = polib.mofile(str(Path(catalogue.fpath).with_suffix(".mo")))

    assert by_key(compiled) == by_key(catalogue)


def test_translated_address_keeps_its_converters_and_is_plain_ascii(catalogue):
    addresses = [entry for entry in catalogue if entry.msgctxt == "address"]
    wrong = [
        entry.msgstr
        for entry in addresses
        if re.findall("<.*?>", entry.msgstr) != re.findall("<.*?>", entry.msgid)
        or not re.fullmatch(r"(?:[a-z0-9-]+/|<\w+:\w+>/)*(?:[a-z]+\.[a-z]+)?", entry.msgstr)
    ]

    assert addresses
    assert wrong == []


def test_translation_speaks_calmly(catalogue):
    assert [text for entry in catalogue for text in texts(entry) if "!" in text or "..." in text] == []


@pytest.mark.parametrize(
    ("en", "fi", "sv"),
    [
        ("For all families", "Kaikille perheille", "För alla familjer"),
        ("When something worries you", "Kun jokin huolettaa", "När något oroar"),
        ("When things are hard", "Kun on vaikeaa", "När det är svårt"),
        (
            "Something weighs on you or daily life is a struggle: someone to talk to, advice, groups.",
            "Jokin painaa tai arki takkuaa: keskusteluapua, neuvontaa ja ryhmiä.",
            "Något tynger eller vardagen skaver: samtalsstöd, råd och grupper.",
        ),
        ("I need help now", "Tarvitsen apua heti", "Jag behöver hjälp genast"),
        ("Help now", "Apua heti", "Hjälp genast"),
        ("Leave this page", "Poistu sivulta", "Lämna sidan"),
        ("What kind of support are you looking for?", "Millaista tukea etsit?", "Vilket stöd söker du?"),
        ("What do you need support with?", "Mihin kaipaat tukea?", "Vad behöver du stöd med?"),
        ("Municipality or postal code", "Kunta tai postinumero", "Kommun eller postnummer"),
        ("Find support", "Etsi tukea", "Sök stöd"),
        (
            "Call even if you are not sure. You need not give your name.",
            "Soita, vaikka et olisi varma. Sinun ei tarvitse kertoa nimeäsi.",
            "Ring även om du är osäker. Du behöver inte säga ditt namn.",
        ),
        ("Clear the traces from this device", "Poista jäljet laitteelta", "Radera spåren på enheten"),
        ("Not sure where to start?", "Etkö tiedä, mistä aloittaa?", "Vet du inte var du ska börja?"),
        ("Is something wrong here?", "Onko tässä jotain väärin?", "Är något fel här?"),
    ],
)
def test_agreed_words_stand_as_agreed(en, fi, sv):
    said = {}
    for language in ("en", "fi", "sv"):
        with override(language):
            said[language] = gettext(en)

    assert said == {"en": en, "fi": fi, "sv": sv}
