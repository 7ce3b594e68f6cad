"""Every kind of public page, by name: what its address is made of."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from tests.browser.directory import EVERYTHING

LANGUAGES = ["fi", "sv", "en"]
PAGE_TIMEOUT_MS = 30_000
NARROWEST = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Kind:
    """A page's name among the addresses, what fills it, the query, and the answer's status.

    Where an address has two parts, `slug` holds both with a slash between.
    """

    view: str
    slug: str = ""
    query: str = ""
    status: int = 200


GROUP = "eron-ja-vanhemmuuden-tuki"
KINDS = {
    "front": Kind("front"),
    "search": Kind("service_list", query="municipality=nokia"),
    "search-narrowed": Kind(
        "service_list", query="q=lapsi&municipality=nokia&municipality=tampere&near=37100&tier=3&free=yes"
    ),
    "search-empty": Kind("service_list", query="q=avaruuslento&municipality=nokia&tier=3"),
    "search-unknown-place": Kind("service_list", query="municipality=Nokja&theme=lohikaarmeet"),
    "service": Kind("service_detail", EVERYTHING),
    "service-tier-3": Kind("service_detail", "esimerkkiturvan-turvakoti"),
    "service-archived": Kind("service_detail", "puistokerho-kesalla", status=410),
    "organizations": Kind("organization_list"),
    "organization": Kind("organization_detail", EVERYTHING),
    "municipalities": Kind("municipality_list"),
    "municipality": Kind("municipality_detail", "nokia"),
    "areas": Kind("area_list"),
    "area": Kind("area_detail", "pirkanmaa"),
    "tiers": Kind("tiers"),
    "help-now": Kind("help_now"),
    "traces": Kind("traces"),
    "about": Kind("about"),
    "accessibility": Kind("accessibility"),
    "privacy": Kind("privacy"),
    "groups": Kind("workgroups:workgroup_list"),
    "group": Kind("workgroups:workgroup_detail", GROUP),
    "group-concluded": Kind("workgroups:workgroup_detail", "eropalvelut-2017"),
    "meetings": Kind("workgroups:meeting_list", GROUP),
    "agenda": Kind("workgroups:meeting_detail", f"{GROUP}/2026-12-09"),
    "memo": Kind("workgroups:meeting_detail", f"{GROUP}/2026-09-16"),
    "subscribe-thanks": Kind("workgroups:subscribe_thanks", GROUP),
    "not-found": Kind("service_detail", "tallaista-ei-ole", status=404),
}


#: Pages whose form posts, which alone have a cookie.
FORMS = {"subscribe": Kind("workgroups:subscribe", GROUP)}


def path_of(name, language="fi"):
    """The address of a page of that kind, without the host."""
    kind = (KINDS | FORMS)[name]
    view = kind.view if ":" in kind.view else f"services:{kind.view}"
    with translation.override(language):
        path = reverse(view, args=kind.slug.split("/") if kind.slug else [])
    return f"{path}?{kind.query}" if kind.query else path
