"""Names of languages in their own script, so that their speakers find them."""

from django.utils.translation import gettext as _

from services.translated import LANGUAGES

#: ISO 639 code → the language's name for itself.
NATIVE_NAMES = {
    "fi": "suomi",
    "sv": "svenska",
    "en": "English",
    "se": "davvisámegiella",
    "sme": "davvisámegiella",
    "smn": "anarâškielâ",
    "sms": "sääʹmǩiõll",
    "fse": "suomalainen viittomakieli",
    "fss": "finlandssvenskt teckenspråk",
    "rom": "romani",
    "rmf": "Kaalo",
    "ru": "русский",
    "uk": "українська",
    "et": "eesti",
    "ar": "العربية",
    "so": "Soomaali",
    "fa": "فارسی",
    "prs": "دری",
    "ku": "Kurdî",
    "ckb": "کوردی",
    "kmr": "Kurmancî",
    "tr": "Türkçe",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "th": "ไทย",
    "es": "español",
    "fr": "français",
    "de": "Deutsch",
    "pl": "polski",
    "sq": "shqip",
    "ti": "ትግርኛ",
    "am": "አማርኛ",
    "bn": "বাংলা",
    "hi": "हिन्दी",
    "ur": "اردو",
    "ro": "română",
    "pt": "português",
    "it": "italiano",
}

#: How a question may name a language besides: in Finnish, Swedish and English. Nearly every service speaks
#: Finnish, so that its name would say nothing.
_NAMES = {
    "sv": ("ruotsi", "svenska", "Swedish"),
    "en": ("englanti", "engelska", "English"),
    "se": ("saame", "samiska", "Sami"),
    "sme": ("saame", "samiska", "Sami"),
    "smn": ("saame", "samiska", "Sami"),
    "sms": ("saame", "samiska", "Sami"),
    "fse": ("viittomakieli", "teckenspråk", "sign language"),
    "fss": ("viittomakieli", "teckenspråk", "sign language"),
    "rom": ("romani", "romani", "Romani"),
    "rmf": ("romani", "romani", "Romani"),
    "ru": ("venäjä", "ryska", "Russian"),
    "uk": ("ukraina", "ukrainska", "Ukrainian"),
    "et": ("viro", "estniska", "Estonian"),
    "ar": ("arabia", "arabiska", "Arabic"),
    "so": ("somali", "somaliska", "Somali"),
    "fa": ("persia farsi", "persiska", "Persian Farsi"),
    "prs": ("dari", "dari", "Dari"),
    "ku": ("kurdi", "kurdiska", "Kurdish"),
    "ckb": ("kurdi sorani", "kurdiska sorani", "Kurdish Sorani"),
    "kmr": ("kurdi kurmandži", "kurdiska", "Kurdish Kurmanji"),
    "tr": ("turkki", "turkiska", "Turkish"),
    "vi": ("vietnam", "vietnamesiska", "Vietnamese"),
    "zh": ("kiina", "kinesiska", "Chinese"),
    "th": ("thai", "thailändska", "Thai"),
    "es": ("espanja", "spanska", "Spanish"),
    "fr": ("ranska", "franska", "French"),
    "de": ("saksa", "tyska", "German"),
    "pl": ("puola", "polska", "Polish"),
    "sq": ("albania", "albanska", "Albanian"),
    "ti": ("tigrinja", "tigrinska", "Tigrinya"),
    "am": ("amhara", "amhariska", "Amharic"),
    "bn": ("bengali", "bengali", "Bengali"),
    "hi": ("hindi", "hindi", "Hindi"),
    "ur": ("urdu", "urdu", "Urdu"),
    "ro": ("romania", "rumänska", "Romanian"),
    "pt": ("portugali", "portugisiska", "Portuguese"),
    "it": ("italia", "italienska", "Italian"),
}
INTERPRETER = "interpreter"
_INTERPRETER_WORDS = ("tulkki", "tolk", "interpreter")
#: Options that stay in the list, so that it does not jump.
SHOWN_ALWAYS = ("fi", "sv", "en", "se", "fse", "ru", "uk", "et", "ar", "so", "fa", "ku", INTERPRETER)


def language_name(code: str) -> str:
    """ "svenska" for sv; the interpreter in the reader's words; an unknown code as it is."""
    if code == INTERPRETER:
        return _("With an interpreter")
    return NATIVE_NAMES.get(code, code)


def language_words(code: str) -> list[tuple[str, str]]:
    """The words by which a question may name a language that a service speaks, each with its own language."""
    if code == INTERPRETER:
        return list(zip(_INTERPRETER_WORDS, LANGUAGES, strict=True))
    if code not in _NAMES:
        return []
    return [*zip(_NAMES[code], LANGUAGES, strict=True), (NATIVE_NAMES[code], "en")]


def language_tag(code: str) -> str:
    """The `lang` attribute of the name; none for words of the page's own language."""
    return code if code in NATIVE_NAMES else ""
