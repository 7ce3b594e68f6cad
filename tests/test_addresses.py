"""The whole table of addresses and roles: who gets what where.

A new address without a row fails `test_every_address_has_a_row`.
"""

import hashlib

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from lape.models import OutboxMail, SignInRecord
from services.checks.tokens import token_of
from services.listings import rename
from services.models import (
    Closure,
    Coordinator,
    District,
    EmergencyWord,
    MissedTheme,
    OldSlug,
    OrganizationEditor,
    OrganizationMail,
    Picture,
    PlaceContact,
    PlaceLink,
    PrivateContact,
    Synonym,
)
from services.proposals import propose_change
from services.urls import urlpatterns
from tests.factories import (
    make_area,
    make_audience,
    make_coordinator,
    make_crisis_number,
    make_event,
    make_group,
    make_location,
    make_municipality,
    make_network,
    make_organization,
    make_postal_code,
    make_schedule,
    make_service,
    make_service_at_location,
    make_superuser,
    make_theme,
    make_user,
)
from tests.workgroups.memo_rows import make_versions
from tests.workgroups.workgroups_rows import (
    make_challenge,
    make_decision,
    make_item,
    make_meeting,
    make_membership,
    make_memo,
    make_person,
    make_workgroup,
)
from workgroups.models import CalendarToken, Invitation, Redaction, Subscription

pytestmark = pytest.mark.django_db

#: The last but one has no rights here yet; the coordinators are that of the rows' area and that of another.
ROLES = ("anonymous", "editor", "coordinator", "stranger", "member", "superuser")


def row(anonymous, editor, coordinator, stranger, member, superuser):
    return dict(zip(ROLES, (anonymous, editor, coordinator, stranger, member, superuser), strict=True))


ALL = row(200, 200, 200, 200, 200, 200)
STAFF = row(302, 302, 200, 200, 302, 200)
#: Pages of signing in and of one's own account: everybody who is signed in has the same.
ENTRANCE = row(200, 302, 302, 302, 302, 302)
LED_ON = row(302, 302, 302, 302, 302, 302)
OWN_ACCOUNT = row(302, 200, 200, 200, 200, 200)
ONLY_POSTED = row(302, 405, 405, 405, 405, 405)
NOT_SET_UP = row(302, 404, 404, 404, 404, 404)
NOTHING_TO_CONFIRM = row(302, 403, 403, 403, 403, 403)
#: Routes of people who sign in: their pages have cookies and take posts.
NOT_PUBLIC = ("hallinta", "kirjaudu")

#: Route of the resolver → an address and the status for each role; the same address may stand there twice.
TABLE = {
    "": ("/", ALL),
    "palvelut/": ("/palvelut/", ALL),
    "palvelut/ehdotukset/": ("/palvelut/ehdotukset/", ALL),
    "palvelut/<slug:slug>/": ("/palvelut/julkinen/", ALL),
    "organisaatiot/": ("/organisaatiot/", ALL),
    "organisaatiot/<slug:slug>/": ("/organisaatiot/yhdistys/", ALL),
    "kunnat/": ("/kunnat/", ALL),
    "kunnat/<slug:slug>/": ("/kunnat/nokia/", ALL),
    "alueet/": ("/alueet/", ALL),
    "alueet/<slug:slug>/": ("/alueet/pirkanmaa/", ALL),
    "mista-apua/": ("/mista-apua/", ALL),
    "apua-heti/": ("/apua-heti/", ALL),
    "jaljet/": ("/jaljet/", ALL),
    "saavutettavuusseloste/": ("/saavutettavuusseloste/", ALL),
    "tietosuoja/": ("/tietosuoja/", ALL),
    "tietoa-sivustosta/": ("/tietoa-sivustosta/", ALL),
    "tyoryhmat/": ("/tyoryhmat/", ALL),
    "tyoryhmat/<slug:slug>/": ("/tyoryhmat/ryhma/", ALL),
    "tyoryhmat/<slug:slug>/kokoukset/<meeting:part>/": ("/tyoryhmat/ryhma/kokoukset/2017-05-17/", ALL),
    "tyoryhmat/<slug:slug>/kokoukset/": ("/tyoryhmat/ryhma/kokoukset/", ALL),
    "tyoryhmat/<slug:slug>/kokoukset/<meeting:part>/kokous.ics": (
        "/tyoryhmat/ryhma/kokoukset/2017-05-17/kokous.ics",
        ALL,
    ),
    "tyoryhmat/<slug:slug>/kalenteri.ics": ("/tyoryhmat/ryhma/kalenteri.ics", ALL),
    "tyoryhmat/<slug:slug>/muistiot.atom": ("/tyoryhmat/ryhma/muistiot.atom", ALL),
    "tyoryhmat/<slug:slug>/tilaa/kiitos/": ("/tyoryhmat/ryhma/tilaa/kiitos/", ALL),
    "tyoryhmat/<slug:slug>/kysymykset/<int:pk>/": ("/tyoryhmat/ryhma/kysymykset/1/", ALL),
    "tyoryhmat/<slug:slug>/kysymykset/<int:pk>/kiitos/": ("/tyoryhmat/ryhma/kysymykset/1/kiitos/", ALL),
    "oma-kalenteri/<slug:token>.ics": ("/oma-kalenteri/avain.ics", ALL),
    "kuvat/<str:digest>": ("/kuvat/abc", ALL),
    "healthz": ("/healthz", ALL),
    "readyz": ("/readyz", ALL),
    "robots.txt": ("/robots.txt", ALL),
    "sitemap.xml": ("/sitemap.xml", ALL),
    "sitemap-<section>.xml": ("/sitemap-services.xml", ALL),
    ".well-known/security.txt": ("/.well-known/security.txt", ALL),
    "kirjaudu/": ("/kirjaudu/", ENTRANCE),
    "kirjaudu/koodi/": ("/kirjaudu/koodi/", LED_ON),
    "kirjaudu/salasana/": ("/kirjaudu/salasana/", ENTRANCE),
    "kirjaudu/toinen-vaihe/": ("/kirjaudu/toinen-vaihe/", LED_ON),
    "kirjaudu/ulos/": ("/kirjaudu/ulos/", OWN_ACCOUNT),
    "kirjaudu/vahvista/salasana/": ("/kirjaudu/vahvista/salasana/", NOTHING_TO_CONFIRM),
    "kirjaudu/vahvista/koodi/": ("/kirjaudu/vahvista/koodi/", NOTHING_TO_CONFIRM),
    "kirjaudu/vahvista/avain/": ("/kirjaudu/vahvista/avain/", NOTHING_TO_CONFIRM),
    "kirjaudu/tarvitaan/": ("/kirjaudu/tarvitaan/", OWN_ACCOUNT),
    "kirjaudu/tarvitaan/jatka/": ("/kirjaudu/tarvitaan/jatka/", ONLY_POSTED),
    "kirjaudu/tili/": ("/kirjaudu/tili/", OWN_ACCOUNT),
    "kirjaudu/tili/tiedot/": ("/kirjaudu/tili/tiedot/", OWN_ACCOUNT),
    "kirjaudu/tili/ulos-kaikkialta/": ("/kirjaudu/tili/ulos-kaikkialta/", ONLY_POSTED),
    "kirjaudu/tili/salasana/": ("/kirjaudu/tili/salasana/", OWN_ACCOUNT),
    "kirjaudu/tili/toinen-vaihe/": ("/kirjaudu/tili/toinen-vaihe/", OWN_ACCOUNT),
    "kirjaudu/tili/toinen-vaihe/sovellus/": ("/kirjaudu/tili/toinen-vaihe/sovellus/", OWN_ACCOUNT),
    "kirjaudu/tili/toinen-vaihe/sovellus/poista/": (
        "/kirjaudu/tili/toinen-vaihe/sovellus/poista/",
        NOT_SET_UP,
    ),
    "kirjaudu/tili/toinen-vaihe/avain/": ("/kirjaudu/tili/toinen-vaihe/avain/", OWN_ACCOUNT),
    "kirjaudu/tili/toinen-vaihe/avain/<int:pk>/poista/": (
        "/kirjaudu/tili/toinen-vaihe/avain/1/poista/",
        NOT_SET_UP,
    ),
    "kirjaudu/tili/toinen-vaihe/varakoodit/": ("/kirjaudu/tili/toinen-vaihe/varakoodit/", NOT_SET_UP),
    "kirjaudu/tili/toinen-vaihe/varakoodit/uudet/": (
        "/kirjaudu/tili/toinen-vaihe/varakoodit/uudet/",
        OWN_ACCOUNT,
    ),
    "hallinta/": ("/hallinta/", STAFF),
    "hallinta/login/": ("/hallinta/login/", row(302, 403, 302, 302, 403, 302)),
    "hallinta/logout/": ("/hallinta/logout/", row(302, 302, 405, 405, 302, 405)),
    "hallinta/password_change/": ("/hallinta/password_change/", STAFF),
    "hallinta/password_change/done/": ("/hallinta/password_change/done/", STAFF),
    "hallinta/autocomplete/": ("/hallinta/autocomplete/", row(302, 302, 403, 403, 302, 403)),
    "hallinta/jsi18n/": ("/hallinta/jsi18n/", STAFF),
    "hallinta/r/<path:content_type_id>/<path:object_id>/": (
        "/hallinta/r/{content_type}/{draft}/",
        row(302, 302, 302, 404, 302, 302),
    ),
    "hallinta/services/searchmiss/": ("/hallinta/services/searchmiss/", STAFF),
    "hallinta/services/searchmiss/mark/": (
        "/hallinta/services/searchmiss/mark/",
        row(302, 302, 405, 405, 302, 405),
    ),
    "hallinta/^(?P<app_label>lape|services|workgroups)/$": ("/hallinta/services/", STAFF),
    "hallinta/(?P<url>.*)$": ("/hallinta/nothing/", row(302, 302, 404, 404, 302, 404)),
}

SIGNED_IN = row(302, 200, 200, 200, 200, 200)
GROUP_READERS = row(302, 404, 200, 404, 200, 200)
GROUP_EDITORS = row(302, 404, 404, 404, 404, 200)
POSTS = row(405, 405, 405, 405, 405, 405)
NO_SUCH_LINK = row(410, 410, 410, 410, 410, 410)

_GROUP, _MEETING = "tyoryhmat/<slug:slug>/", "tyoryhmat/<slug:slug>/kokoukset/<meeting:part>/"
#: The workgroups' pages behind sign-in, as the roles of the directory get them; those of a group stand in
#: `tests/workgroups/test_rights.py`. Their forms post.
PRIVATE = {
    "tyoryhmat/omat/": ("/tyoryhmat/omat/", SIGNED_IN),
    "tyoryhmat/omat/kalenteri/": ("/tyoryhmat/omat/kalenteri/", row(302, 404, 404, 404, 200, 404)),
    "tyoryhmat/<slug:slug>/jasenet/": ("/tyoryhmat/ryhma/jasenet/", GROUP_READERS),
    "tyoryhmat/<slug:slug>/jasenet/lisaa/": ("/tyoryhmat/ryhma/jasenet/lisaa/", GROUP_EDITORS),
    "tyoryhmat/<slug:slug>/jasenet/kutsu/": ("/tyoryhmat/ryhma/jasenet/kutsu/", GROUP_EDITORS),
    "tyoryhmat/<slug:slug>/jasenet/<int:pk>/": ("/tyoryhmat/ryhma/jasenet/1/", GROUP_EDITORS),
    "tyoryhmat/<slug:slug>/jasenet/<int:pk>/suostumus/": (
        "/tyoryhmat/ryhma/jasenet/1/suostumus/",
        GROUP_EDITORS,
    ),
    "tyoryhmat/<slug:slug>/jasenet/kutsut/<int:pk>/": ("/tyoryhmat/ryhma/jasenet/kutsut/1/", POSTS),
    "tyoryhmat/<slug:slug>/jasenet/ehdotukset/<int:pk>/": ("/tyoryhmat/ryhma/jasenet/ehdotukset/1/", POSTS),
    "tyoryhmat/<slug:slug>/jasenet/liity/": (
        "/tyoryhmat/ryhma/jasenet/liity/",
        row(302, 404, 404, 404, 404, 404),
    ),
    "tyoryhmat/<slug:slug>/jasenet/lahde/": ("/tyoryhmat/ryhma/jasenet/lahde/", POSTS),
    "tyoryhmat/<slug:slug>/jasenet/ehdota/": (
        "/tyoryhmat/ryhma/jasenet/ehdota/",
        row(302, 404, 404, 404, 404, 404),
    ),
    "tyoryhmat/<slug:slug>/paata/": ("/tyoryhmat/ryhma/paata/", GROUP_EDITORS),
    "kutsu/<str:token>/": ("/kutsu/tuntematon/", NO_SUCH_LINK),
    _GROUP + "kokoukset/uusi/": ("/tyoryhmat/ryhma/kokoukset/uusi/", GROUP_EDITORS),
    _GROUP + "kokoukset/useita/": ("/tyoryhmat/ryhma/kokoukset/useita/", GROUP_EDITORS),
    _GROUP + "tehtavat/": ("/tyoryhmat/ryhma/tehtavat/", GROUP_READERS),
    _GROUP + "tehtavat/<int:pk>/": ("/tyoryhmat/ryhma/tehtavat/1/", POSTS),
    _GROUP + "tehtavat/<int:pk>/<int:organization>/": ("/tyoryhmat/ryhma/tehtavat/1/1/", POSTS),
    **{
        _MEETING + route: (f"/tyoryhmat/ryhma/kokoukset/2017-05-17/{path}", statuses)
        for route, path, statuses in [
            ("muuta/", "muuta/", GROUP_EDITORS),
            ("siirra/", "siirra/", GROUP_EDITORS),
            ("peru/", "peru/", GROUP_EDITORS),
            ("tila/", "tila/", POSTS),
            ("muistion-kirjaaja/", "muistion-kirjaaja/", row(302, 404, 200, 404, 404, 200)),
            ("asialista/", "asialista/", GROUP_EDITORS),
            ("asialista/jarjestys/", "asialista/jarjestys/", POSTS),
            ("asialista/edellisesta/", "asialista/edellisesta/", POSTS),
            ("asialista/ehdota/", "asialista/ehdota/", row(302, 404, 404, 404, 200, 200)),
            ("asialista/<int:pk>/", "asialista/1/", GROUP_EDITORS),
            ("asialista/<int:pk>/poista/", "asialista/1/poista/", GROUP_EDITORS),
            ("asialista/<int:pk>/ota/", "asialista/1/ota/", POSTS),
            ("asialista/<int:pk>/hylkaa/", "asialista/2/hylkaa/", GROUP_EDITORS),
            ("lasnaolo/", "lasnaolo/", GROUP_EDITORS),
            ("poissaolo/", "poissaolo/", row(302, 404, 404, 404, 200, 404)),
            ("muistio/", "muistio/", GROUP_EDITORS),
            ("muistio/luonnos/", "muistio/luonnos/", POSTS),
            ("muistio/tulokset/<int:pk>/", "muistio/tulokset/1/", GROUP_EDITORS),
            ("muistio/tila/", "muistio/tila/", GROUP_READERS),
            ("muistio/seuraavaan/", "muistio/seuraavaan/", POSTS),
            ("muistio/julkaisu/", "muistio/julkaisu/", GROUP_EDITORS),
            ("muistio/nimet/", "muistio/nimet/", POSTS),
            ("muistio/esikatselu/<slug:audience>/", "muistio/esikatselu/everyone/", GROUP_READERS),
            ("muistio/esikatselu/", "muistio/esikatselu/", GROUP_READERS),
            ("muistio/versiot/", "muistio/versiot/", GROUP_READERS),
            ("muistio/versiot/<int:number>/", "muistio/versiot/2/", GROUP_READERS),
            ("muistio/poisto/", "muistio/poisto/", GROUP_EDITORS),
        ]
    },
}

#: Public pages whose forms post: each alone has a cookie, and no cache keeps it.
FORMS = {
    "tyoryhmat/<slug:slug>/tilaa/": ("/tyoryhmat/ryhma/tilaa/", ALL),
    "tyoryhmat/<slug:slug>/kysymykset/<int:pk>/vastaa/": ("/tyoryhmat/ryhma/kysymykset/1/vastaa/", ALL),
    "tilaus/<slug:token>/": ("/tilaus/avain/", ALL),
    "vahvista/<str:token>/": ("/vahvista/{check}/", ALL),
    "vahvista/<str:token>/poista-tiedot/": ("/vahvista/{check}/poista-tiedot/", ALL),
    "vahvista/<str:token>/<slug:slug>/muuttunut/": ("/vahvista/{check}/julkinen/muuttunut/", ALL),
    "vahvista/<str:token>/<slug:slug>/paattynyt/": ("/vahvista/{check}/julkinen/paattynyt/", ALL),
}

#: As `test_every_address_has_a_row` compares them.
TABLE_ROUTES = {route.replace("<path:object_id>", "{pk}") for route in (*TABLE, *PRIVATE, *FORMS)}

#: What else an address may hold, and how it answers.
MORE = {
    "/palvelut/luonnos/": row(404, 404, 200, 404, 404, 200),
    "/palvelut/valtakunnan-luonnos/": row(404, 404, 404, 404, 404, 200),
    "/palvelut/tarkistamatta/": ALL,
    "/palvelut/ennen-tarkistamatta/": row(301, 301, 301, 301, 301, 301),
    "/vahvista/tuntematon/": NO_SUCH_LINK,
    "/palvelut/entinen/": row(410, 410, 410, 410, 410, 410),
    "/palvelut/vanha/": row(301, 301, 301, 301, 301, 301),
    "/palvelut/vanha-luonnos/": row(404, 404, 301, 404, 404, 301),
    "/palvelut/tuntematon/": row(404, 404, 404, 404, 404, 404),
    "/organisaatiot/luonnosten/": row(404, 404, 404, 404, 404, 404),
    "/organisaatiot/tuntematon/": row(404, 404, 404, 404, 404, 404),
    "/kunnat/tuntematon/": row(404, 404, 404, 404, 404, 404),
    "/alueet/tuntematon/": row(404, 404, 404, 404, 404, 404),
    "/kuvat/luonnos": row(404, 404, 404, 404, 404, 404),
    "/hallinta/lape/": row(302, 302, 404, 404, 302, 200),
    "/hallinta/r/{content_type}/{service}/": row(302, 302, 302, 404, 302, 302),
    "/hallinta/r/{content_type}/0/": row(302, 302, 404, 404, 302, 404),
    "/hallinta/r/0/0/": row(302, 302, 404, 404, 302, 404),
}

LIST, ADD, CHANGE, HISTORY, DELETE = "", "add/", "{pk}/change/", "{pk}/history/", "{pk}/delete/"
NOBODY, SUPERUSER = row(302, 302, 403, 403, 302, 403), row(302, 302, 403, 403, 302, 200)
#: A row that somebody may not see answers as a missing one does: with the way back to the front of the admin.
OWN_ROW = row(302, 302, 200, 302, 302, 200)
OWN = {LIST: STAFF, ADD: STAFF, CHANGE: OWN_ROW, HISTORY: OWN_ROW, DELETE: SUPERUSER}
PLACE = {**OWN, ADD: SUPERUSER}
PART = {**OWN, ADD: NOBODY}
VOCABULARY = {LIST: STAFF, ADD: SUPERUSER, CHANGE: STAFF, HISTORY: STAFF, DELETE: SUPERUSER}
#: What all coordinators keep together.
SHARED = dict.fromkeys([LIST, ADD, CHANGE, HISTORY, DELETE], STAFF)
RIGHTS = {LIST: SUPERUSER, ADD: SUPERUSER, CHANGE: SUPERUSER, HISTORY: SUPERUSER, DELETE: SUPERUSER}

#: To look at, for superusers alone.
RECORDS = {**RIGHTS, ADD: NOBODY, DELETE: NOBODY}

ADMIN = {
    "lape/outboxmail": RECORDS,
    "lape/signinrecord": RECORDS,
    "lape/user": {**RIGHTS, "{pk}/password/": SUPERUSER},
    "services/area": PLACE,
    "services/audience": VOCABULARY,
    "services/coordinator": RIGHTS,
    "services/crisisnumber": VOCABULARY,
    "services/district": VOCABULARY,
    "services/emergencyword": VOCABULARY,
    "services/event": OWN,
    "services/group": OWN,
    "services/location": OWN,
    "services/missedtheme": SHARED,
    "services/municipality": PLACE,
    "services/network": VOCABULARY,
    "services/oldslug": RIGHTS,
    "services/organization": OWN,
    "services/organizationeditor": RIGHTS,
    "services/postalcode": VOCABULARY,
    "services/proposal": PART,
    "services/service": OWN,
    "services/serviceatlocation": PART,
    "services/synonym": {**SHARED, DELETE: SUPERUSER},
    "services/theme": VOCABULARY,
    "workgroups/challenge": OWN,
    "workgroups/invitation": OWN,
    "workgroups/membership": PLACE,
    "workgroups/person": PLACE,
    "workgroups/redaction": RECORDS,
    "workgroups/subscription": RECORDS,
    "workgroups/workgroup": OWN,
}
#: Django's own short form of a change page.
SHORT = ("{pk}/", row(302, 302, 302, 302, 302, 302))


class World:
    """A row of everything in the area of `coordinator`, and a user for each role."""

    def __init__(self):
        here, there = make_area("Pirkanmaa"), make_area("Häme")
        nokia = make_municipality("Nokia", county=here)
        organization = make_organization("Yhdistys", slug="yhdistys")
        self.users = {
            "anonymous": None,
            "editor": make_user(),
            "coordinator": make_coordinator(here),
            "stranger": make_coordinator(there),
            "member": make_user(),
            "superuser": make_superuser(),
        }
        fields = {"responsible_area": here, "themes": [make_theme()]}
        service = make_service("Julkinen", municipalities=[nokia], organization=organization, **fields)
        draft = make_service(
            "Qwxz hanke", slug="luonnos", status="draft", organization=organization, **fields
        )
        drafts = make_organization(slug="luonnosten")
        national = {"slug": "valtakunnan-luonnos", "organization": drafts, "themes": fields["themes"]}
        make_service("Qwxz valtakunnassa", status="draft", **national)
        make_service("Qwxz ennen", slug="entinen", status="archived", organization=organization, **fields)
        unchecked = make_service(
            "Qwxz kauan sitten", slug="ennen-tarkistamatta", status="unchecked", organization=organization,
            **fields,
        )  # fmt: skip
        rename(unchecked, "tarkistamatta")
        renamed = make_service(slug="vanha", organization=organization, **fields)
        rename(renamed, "uusi")
        moved = make_service(
            "Qwxz", slug="vanha-luonnos", status="draft", organization=organization, **fields
        )
        rename(moved, "qwxz-uusi")
        for digest, of in [("abc", service), ("luonnos", draft)]:
            Picture.objects.create(service=of, digest=digest, media_type="image/png", content=b"x")
        workgroup_rows = make_workgroup_rows(here, self.users["member"])
        location = make_location(municipality=nokia)
        at = make_service_at_location(service, location)
        make_schedule(at)
        Closure.objects.create(at_location=at, date="2026-12-24")
        PlaceContact.objects.create(area=here, role_fi="Rooli")
        PlaceLink.objects.create(area=here, label_fi="Linkki", url="https://www.example.org/")
        self.rows = {
            "lape/outboxmail": OutboxMail.objects.create(
                to="lukija@example.org", message_id="<1@example.org>"
            ),
            "lape/signinrecord": SignInRecord.objects.create(outcome="signed_in", hour=timezone.now()),
            "lape/user": self.users["member"],
            "services/area": here,
            "services/audience": make_audience(),
            "services/coordinator": Coordinator.objects.get(area=here),
            "services/crisisnumber": make_crisis_number(),
            "services/district": District.objects.create(
                municipality=nokia, slug="tammela", name_fi="Tammela"
            ),
            "services/emergencyword": EmergencyWord.objects.create(words="hätä", language="fi"),
            "services/event": make_event(organization=organization),
            "services/group": make_group(service),
            "services/location": location,
            "services/missedtheme": MissedTheme.objects.create(word="uni", theme=make_theme()),
            "services/municipality": nokia,
            "services/network": make_network(),
            "services/oldslug": OldSlug.objects.get(slug="vanha"),
            "services/organization": organization,
            "services/organizationeditor": OrganizationEditor.objects.create(
                user=self.users["editor"], organization=organization
            ),
            "services/postalcode": make_postal_code(municipality=nokia),
            "services/proposal": propose_change(service, {"email": "uusi@example.org"}, {"email": ""}),
            "services/service": service,
            "services/serviceatlocation": at,
            "services/synonym": Synonym.objects.create(word="uni", means="nukkuminen"),
            "services/theme": service.themes.get(),
        } | workgroup_rows
        self.names = {
            "service": service.pk,
            "draft": draft.pk,
            "content_type": ContentType.objects.get_for_model(service).pk,
            "check": make_check_token(service),
        }

    def pages(self):
        return [*TABLE.values(), *PRIVATE.values(), *FORMS.values(), *MORE.items()]

    def expected(self, role) -> dict[str, int]:
        """Each address of the table with the status that `role` gets."""
        found = {path: statuses[role] for path, statuses in self.pages()}
        for model, views in ADMIN.items():
            for view, statuses in (*views.items(), SHORT):
                found[f"/hallinta/{model}/{view.format(pk=self.rows[model].pk)}"] = statuses[role]
        return {path.format(**self.names): status for path, status in found.items()}

    def sign_in(self, client, role):
        if user := self.users[role]:
            client.force_login(user)


def make_check_token(service) -> str:
    """The token of a mail that asks about `service`."""
    contact = PrivateContact.objects.create(organization=service.organization, email="yhteys@example.org")
    today = timezone.localdate()
    mail = OrganizationMail.objects.create(
        organization=service.organization, contact=contact, queued_on=today
    )
    mail.checks.create(service=service, due_on=today, opened_on=today)
    return token_of(mail)


def make_workgroup_rows(area, member):
    """A group of `area` with a row of everything that has an address; `member` is in it. The admin's rows."""
    group = make_workgroup(slug="ryhma", area=area)
    meeting = make_meeting(group)
    make_decision(make_item(meeting, pk=1), pk=1)
    make_item(meeting, "Ehdotus", pk=2, state="proposed")
    make_versions(make_memo(meeting))
    person = make_person(user=member)
    token_hash = hashlib.sha256(b"avain").hexdigest()
    CalendarToken.objects.create(person=person, token_hash=token_hash)
    return {
        "workgroups/challenge": make_challenge(group, pk=1),
        "workgroups/invitation": Invitation.objects.create(workgroup=group, email="uusi@example.org"),
        "workgroups/membership": make_membership(group, person, pk=1),
        "workgroups/person": person,
        "workgroups/redaction": Redaction.objects.create(workgroup=group, places=1),
        "workgroups/subscription": Subscription.objects.create(
            workgroup=group, email="lukija@example.org", token_hash=token_hash
        ),
        "workgroups/workgroup": group,
    }


def routes(resolver=None, prefix=""):
    """Every route of the resolver in Finnish, as it is written."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def test_every_address_has_a_row():
    pages = {f"hallinta/{model}/{view}" for model, views in ADMIN.items() for view in (*views, SHORT[0])}
    written = {route.replace("<path:object_id>", "{pk}").replace("<id>", "{pk}") for route in routes()}

    assert written == {*TABLE_ROUTES, *pages}


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(client, role):
    world = World()
    world.sign_in(client, role)
    expected = world.expected(role)

    assert {path: client.get(path).status_code for path in expected} == expected


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_public_pages_answer_in_the_other_languages_too(client, language):
    World()
    slugs = {"service_detail": "julkinen", "organization_detail": "yhdistys", "municipality_detail": "nokia"}
    slugs["area_detail"] = "pirkanmaa"
    with override(language):
        names = [pattern.name for pattern in urlpatterns]
        paths = [reverse(f"services:{name}", args=[slugs[name]] if name in slugs else []) for name in names]

    assert all(path.startswith(f"/{language}/") for path in paths)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


# -- methods


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_is_read_and_nothing_else(client, method):
    World()
    paths = [
        path for route, (path, _statuses) in TABLE.items() if not route.startswith((*NOT_PUBLIC, "sitemap"))
    ]

    assert {path: getattr(client, method)(path).status_code for path in paths} == dict.fromkeys(paths, 405)


def test_the_head_of_a_page_is_that_of_the_page(client):
    World()
    paths = [path for route, (path, _statuses) in TABLE.items() if not route.startswith(NOT_PUBLIC)]

    answers = {path: client.head(path) for path in paths}

    assert {path: (answer.status_code, answer.content) for path, answer in answers.items()} == dict.fromkeys(
        paths, (200, b"")
    )


# -- what a reader is never given


def test_no_public_page_sets_a_cookie(client):
    World()
    paths = [path for route, (path, _statuses) in TABLE.items() if not route.startswith(NOT_PUBLIC)]

    for path in [*paths, *(path for path in MORE if not path.startswith("/hallinta"))]:
        assert client.get(path).cookies == {}, path


def test_a_form_that_readers_post_is_kept_by_no_cache(client):
    names = World().names
    paths = [path.format(**names) for path, _statuses in FORMS.values()]

    kept = {path: client.get(path).headers["Cache-Control"] for path in paths}

    assert kept == dict.fromkeys(kept, "private, no-store")


SECRET = "qwxz"


@pytest.mark.parametrize("role", ["anonymous", "editor", "stranger", "member"])
def test_no_page_names_a_draft_to_those_who_may_not_see_it(client, role):
    world = World()
    world.sign_in(client, role)
    draft, organization = world.names["draft"], world.rows["services/organization"].pk
    choose = "/hallinta/autocomplete/?app_label=services&model_name=group&field_name=service"
    pages = [
        *(path for route, (path, _statuses) in TABLE.items() if not route.startswith(NOT_PUBLIC)),
        "/palvelut/?q=parenting",
        "/palvelut/?q=hanke",
        "/palvelut/?municipality=nokia&order=name",
        "/organisaatiot/?municipality=nokia",
        "/sitemap-organizations.xml",
        "/hallinta/",
        "/hallinta/services/service/",
        f"/hallinta/services/service/?id__exact={draft}",
        "/hallinta/services/service/?q=hanke",
        f"/hallinta/services/service/{draft}/change/",
        f"/hallinta/services/service/{draft}/history/",
        f"/hallinta/services/service/{draft}/delete/",
        f"/hallinta/services/service/?organization__id__exact={organization}",
        "/hallinta/services/organization/?q=hanke",
        f"/hallinta/services/group/add/?service={draft}",
        f"/hallinta/services/group/?service__id__exact={draft}",
        f"/hallinta/services/event/add/?organization={organization}",
        f"/hallinta/r/{world.names['content_type']}/{draft}/",
        f"/hallinta/r/{world.names['content_type']}/%20{draft}/",
        choose,
        f"{choose}&term=hanke",
        f"{choose}&q=hanke",
    ]

    texts = {path: client.get(path, follow=True) for path in pages}

    assert [
        path
        for path, answer in texts.items()
        if SECRET in (answer.content.decode() + str(answer.redirect_chain)).lower()
    ] == []


@pytest.mark.parametrize("model", [model for model, views in ADMIN.items() if views[CHANGE] is OWN_ROW])
def test_a_row_of_another_area_answers_as_a_missing_one(client, model):
    world = World()
    world.sign_in(client, "stranger")

    for view in (CHANGE, HISTORY):
        own, missing = (
            client.get(f"/hallinta/{model}/{view.format(pk=pk)}", follow=True)
            for pk in (world.rows[model].pk, 999_999_999)
        )
        assert own.redirect_chain == missing.redirect_chain
        assert str(world.rows[model]) not in own.content.decode()


def test_a_coordinator_whose_role_was_taken_away_is_out_at_the_next_request(client):
    world = World()
    world.sign_in(client, "coordinator")
    assert client.get("/palvelut/luonnos/").status_code == 200

    Coordinator.objects.all().delete()

    assert [client.get(path).status_code for path in ("/palvelut/luonnos/", "/hallinta/")] == [404, 302]
