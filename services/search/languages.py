"""Names of languages in their own script, so that their speakers find them."""

from django.utils.translation import gettext as _

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

INTERPRETER = "interpreter"
#: Options that stay in the list, so that it does not jump.
SHOWN_ALWAYS = ("fi", "sv", "en", "se", "fse", "ru", "uk", "et", "ar", "so", "fa", "ku", INTERPRETER)


def language_name(code: str) -> str:
    """ "svenska" for sv; the interpreter in the reader's words; an unknown code as it is."""
    if code == INTERPRETER:
        return _("With an interpreter")
    return NATIVE_NAMES.get(code, code)


def language_tag(code: str) -> str:
    """The `lang` attribute of the name; none for words of the page's own language."""
    return code if code in NATIVE_NAMES else ""
