"""What the pages show in a browser: all places, the demo catalogues and groups, a service with every fact."""

import datetime
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from services.catalogue.load import load_catalogue
from services.models import Access, Area, Format, LinkKind, Municipality, Picture, SupportTier
from services.places.load import load_places
from services.search.entries import index_services
from tests import factories
from workgroups.loading import load_workgroups

FIXTURES = settings.BASE_DIR / "fixtures"
CATALOGUES = ["pirkanmaa.jsonl", "esimerkki.jsonl"]

#: The slug of the service and of its organization, whose words are as long as Finnish words get.
EVERYTHING = "kaikki"
LONG_NAME = "Perhekeskusverkostoyhdyspintatoimintasuunnittelijat ja varhaiskasvatussuunnitelmakeskustelut"
LONG_ORGANIZATION = "Lastensuojelukuntoutuspalvelukeskusten Perheasioidensovittelutoimintayhdistys ry"


def load():
    """Fill an empty database."""
    load_places(FIXTURES / "places")
    for name in CATALOGUES:
        load_catalogue(FIXTURES / name)
    get_user_model().objects.create_superuser("julkaisija@example.org")  # the memos' publisher
    load_workgroups(FIXTURES / "workgroups.json")
    _make_guidance()
    _make_service_with_everything()


def _make_guidance():
    Area.objects.filter(slug=settings.SITE_AREA).update(
        introduction_fi="Pirkanmaalla perheitä auttavat hyvinvointialue, kunnat, seurakunnat ja yhdistykset.",
        guidance_name_fi="Perhekeskuksen palveluohjaus",
        guidance_hours_fi="ma–pe 9–15",
        guidance_phone="03 000 1000",
        guidance_url="https://perhekeskus.example.org/lapsiperheiden-palveluohjaus",
        social_emergency_phone="03 000 1112",
    )


def _make_service_with_everything():
    """Open round the clock, a group that has begun and one that begins next month."""
    today = timezone.localdate()
    nokia = Municipality.objects.get(slug="nokia")
    organization = factories.make_organization(
        LONG_ORGANIZATION, slug=EVERYTHING, website="https://www.example.org/", email="toimisto@example.org",
        phone="03 000 2000", business_id="0000009-6",
    )  # fmt: skip
    service = factories.make_service(
        LONG_NAME, slug=EVERYTHING, organization=organization, municipalities=[nokia],
        tier=SupportTier.YELLOW, also_tiers=[SupportTier.RED], phones=["03 000 3000", "03 000 3001"],
        summary_fi="Lapsiperheidenpalveluohjausverkostoa laajempi tuki, myös kriisitilanneyhteydenottoihin.",
        description_fi="Ensimmäinen kappale.\n\nToinen kappale: moniammatillisuusyhteistyöpalaverikäytännöt.",
        eligibility_description_fi="Vanhemmille, joiden lapsi on alle kouluikäinen.",
        application_process_fi="Soita tai lähetä viesti.", next_step_fi="Soitamme sinulle pian.",
        wait_time_fi="Noin kaksi viikkoa", responsible_fi="Perhetyön tiimi", fees_description_fi="Ei maksua.",
        funding_fi="Hyvinvointialue", project_ends_on=today + datetime.timedelta(days=300),
        minimum_age_months=-9, maximum_age_months=83, access=Access.values, formats=Format.values,
        languages=["fi", "sv", "ar", "interpreter"], cost="free", anonymous="at_first",
        child_attends="optional", email="perhetyo@example.org", url="https://www.example.org/perhetyo",
        assured_date=today, assurer="Esimerkkiyhdistys ry", source_url="https://www.example.org/luettelo",
    )  # fmt: skip
    factories.make_contact(
        service, phone="03 000 3002", email="perhetyontekija@example.org", place_fi="Nokia"
    )
    for kind in LinkKind.values:
        label = "Lapsiperheidenpalveluhakemuslomakkeisto"
        factories.make_link(service, f"https://www.example.org/{kind}", kind=kind, label_fi=label)
    location = factories.make_location(municipality=nokia, latitude=61.48, longitude=23.5)
    place = factories.make_service_at_location(service, location)
    week = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    factories.make_schedule(
        place, byday=week, opens_at="00:00", closes_at="23:59", description_fi="Soita ovelta."
    )
    factories.make_group(
        service, starts_on=today - datetime.timedelta(days=7), ends_on=today + datetime.timedelta(days=90),
        byday=["MO", "TH"], opens_at="17:00", closes_at="19:00", location=location, municipality=nokia,
        name_fi="Vertaistukiryhmätapaamiset", how_invited_fi="Soita ja kysy.", child_care_fi="On.",
        programme=[{"title": {"fi": "Tutustuminen"}, "for": {"fi": "kaikille"}}], capacity=10, places_left=3,
    )  # fmt: skip
    factories.make_group(
        service, starts_on=today + datetime.timedelta(days=30), ends_on=today + datetime.timedelta(days=30),
        registration_until=today + datetime.timedelta(days=20),
        registration_url="https://www.example.org/ilmoittautuminen",
    )  # fmt: skip
    picture = Path(FIXTURES / "kuvat" / "perhekahvila.png").read_bytes()
    Picture.objects.create(
        service=service, digest=hashlib.sha256(picture).hexdigest()[:32] + ".png", media_type="image/png",
        content=picture, alt_fi="Perhekahvilan pöytä", credit_fi="Esimerkkiyhdistys ry",
    )  # fmt: skip
    index_services([service.pk])
