"""What every template may use; nothing here costs a query until it is used."""

from types import SimpleNamespace

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import get_language

from services.furniture import furniture_of

#: Each language in its own words.
NATIVE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def site(request):
    """The site's name and people, the crisis numbers, and this page in the other languages."""
    furniture = furniture_of(request)
    return {
        "furniture": furniture,
        "site": SimpleLazyObject(lambda: _site(furniture)),
        "crisis_numbers": lazy(furniture.crisis_numbers, list)(),
        "languages": SimpleLazyObject(lambda: _languages(request)),
        "canonical_url": settings.SITE_URL + request.path if request.resolver_match else "",
        "alternates": SimpleLazyObject(lambda: _alternates(request)),
        "LANGUAGE_CODE": get_language(),
    }


def _site(furniture):
    return SimpleNamespace(
        name=settings.SITE_NAME,
        area_name=furniture.area_name,
        is_demo=furniture.is_demo,
        url=settings.SITE_URL,
        exit_url=settings.EXIT_URL,
        contact_email=settings.CONTACT_EMAIL,
        controller_name=settings.CONTROLLER_NAME,
        security_contact=settings.SECURITY_CONTACT,
        names_months=settings.WORKGROUP_NAMES_MONTHS,
    )


def _languages(request):
    """The languages with this page's address in each; the search is kept."""
    here = request.get_full_path()
    return [
        {"code": code, "name": name, "url": translate_url(here, code), "is_current": code == get_language()}
        for code, name in NATIVE_NAMES.items()
    ]


def _alternates(request):
    """Pairs of a language and this page's full address in it, for search engines: never with a search."""
    if request.resolver_match is None:
        return []
    found = [(code, settings.SITE_URL + translate_url(request.path, code)) for code in NATIVE_NAMES]
    return [*found, ("x-default", found[0][1])]
