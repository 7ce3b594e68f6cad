"""Which names are words as well: Toivo (hope), Satu (a tale), Mäki (a hill), Hans (his)."""

from functools import lru_cache

from services.search.dictionaries import LANGUAGES, base_form, is_common_word


@lru_cache(maxsize=8192)
def is_word(form: str) -> bool:
    """Tell whether a form in small letters is also a word of Finnish, Swedish or English."""
    return any(is_common_word(form, language) for language in LANGUAGES)


@lru_cache(maxsize=1024)
def names_a_thing(name: str) -> bool:
    """Tell whether a name in small letters is a Finnish base form, so that its other forms are words too."""
    return is_common_word(name, "fi") and base_form(name, "fi") == name
