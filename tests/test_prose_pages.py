"""The pages of running text say what the law asks for, and what a reader in danger needs."""

import re
from html import unescape

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = ["fi", "sv", "en"]

ADDRESSES = {
    "about": {"fi": "/tietoa-sivustosta/", "sv": "/sv/om-webbplatsen/", "en": "/en/about/"},
    "accessibility": {
        "fi": "/saavutettavuusseloste/",
        "sv": "/sv/tillganglighetsutlatande/",
        "en": "/en/accessibility-statement/",
    },
    "help_now": {"fi": "/apua-heti/", "sv": "/sv/hjalp-genast/", "en": "/en/help-now/"},
    "privacy": {"fi": "/tietosuoja/", "sv": "/sv/dataskydd/", "en": "/en/privacy/"},
    "traces": {"fi": "/jaljet/", "sv": "/sv/spar/", "en": "/en/traces/"},
}

#: Act 306/2019, section 9, and Commission Implementing Decision (EU) 2018/1523.
ACCESSIBILITY = {
    "the act": {"fi": "306/2019", "sv": "306/2019", "en": "306/2019"},
    "state": {
        "fi": "täyttää osittain saavutettavuusvaatimukset (WCAG 2.2, tasot A ja AA)",
        "sv": "uppfyller delvis tillgänglighetskraven (WCAG 2.2, nivåerna A och AA)",
        "en": "partly meets the accessibility requirements (WCAG 2.2, levels A and AA)",
    },
    "shortcomings": {
        "fi": "Mitkä sisällöt eivät ole täysin saavutettavia",
        "sv": "Innehåll som inte är helt tillgängligt",
        "en": "What is not fully accessible",
    },
    "another way": {
        "fi": "Annamme tiedon sinulle toisessa muodossa",
        "sv": "Vi ger dig informationen i en annan form",
        "en": "We will give it to you in another form",
    },
    "day made": {"fi": "laadittu 21.11.2026", "sv": "upprättats 21.11.2026", "en": "drawn up on 21.11.2026"},
    "day updated": {
        "fi": "päivitetty 21.11.2026",
        "sv": "uppdaterats 21.11.2026",
        "en": "updated on 21.11.2026",
    },
    "how assessed": {"fi": "itsearvio", "sv": "självbedömning", "en": "self-assessment"},
    "feedback": {"fi": "huolto@example.org", "sv": "huolto@example.org", "en": "huolto@example.org"},
    "answer": {
        "fi": "vastauksen 14 päivän kuluessa",
        "sv": "svar inom 14 dagar",
        "en": "answer within 14 days",
    },
    "authority": {
        "fi": "Liikenne- ja viestintävirasto Traficom "
        "Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö",
        "sv": "Transport- och kommunikationsverket Traficom Enheten för tillsyn över digital tillgänglighet",
        "en": "Finnish Transport and Communications Agency Traficom Digital Accessibility Supervision Unit",
    },
    "its site": dict.fromkeys(LANGUAGES, "www.saavutettavuusvaatimukset.fi"),
    "its mail": dict.fromkeys(LANGUAGES, "saavutettavuus@traficom.fi"),
    "its phone": dict.fromkeys(LANGUAGES, "029 534 5000"),
    "enforcement": {
        "fi": "saavutettavuuskantelun tai pyytää selvitystä",
        "sv": "klagomål om tillgängligheten eller begära en utredning",
        "en": "accessibility complaint or ask for a clarification",
    },
}

#: GDPR, Article 13, and what the notice promises besides.
PRIVACY = {
    "controller": {
        "fi": "Rekisterinpitäjä Hakemiston hoitajat ry",
        "sv": "Personuppgiftsansvarig Hakemiston hoitajat ry",
        "en": "Controller Hakemiston hoitajat ry",
    },
    "contact": dict.fromkeys(LANGUAGES, "huolto@example.org"),
    "officer": {"fi": "Tietosuojavastaava", "sv": "Dataskyddsombud", "en": "Data protection officer"},
    "purposes": {"fi": "Mihin niitä käytetään", "sv": "Vad de används till", "en": "What it is used for"},
    "legal basis": {"fi": "6 artikla 1 kohta e", "sv": "artikel 6.1 e", "en": "Article 6(1)(e)"},
    "receivers": {
        "fi": "Emme anna tietoja ulkopuolisille",
        "sv": "Vi ger inte uppgifter till utomstående",
        "en": "We give data to nobody outside",
    },
    "transfers": {
        "fi": "ei siirretä EU:n ja Euroopan talousalueen ulkopuolelle",
        "sv": "förs inte över till länder utanför EU",
        "en": "not transferred outside the EU",
    },
    "retention": {
        "fi": "Kuinka kauan tiedot säilyvät",
        "sv": "Hur länge uppgifterna sparas",
        "en": "How long it is kept",
    },
    "access": {"fi": "saada niistä kopio", "sv": "få en kopia", "en": "get a copy"},
    "rectification": {
        "fi": "virheelliset tiedot oikaistua",
        "sv": "felaktiga uppgifter rättade",
        "en": "wrong data corrected",
    },
    "erasure": {"fi": "tietojesi poistamista", "sv": "dina uppgifter raderas", "en": "erase your data"},
    "restriction": {
        "fi": "tietojesi käsittelyä rajoitetaan",
        "sv": "dina uppgifter begränsas",
        "en": "restrict how your data are used",
    },
    "objection": {"fi": "vastustaa", "sv": "invända", "en": "object to"},
    "portability": {
        "fi": "siirtää tiedot järjestelmästä toiseen",
        "sv": "flytta uppgifter från ett system till ett annat",
        "en": "move data from one system to another",
    },
    "consent": {
        "fi": "Suostumuksen voit perua milloin tahansa",
        "sv": "Du kan när som helst återkalla ditt samtycke",
        "en": "You can withdraw your consent at any time",
    },
    "subscriptions": {
        "fi": "Osoite poistetaan heti, kun lopetat tilauksen",
        "sv": "Adressen raderas genast när du avslutar prenumerationen",
        "en": "The address is deleted as soon as you end the subscription",
    },
    "answers": {
        "fi": "vain sanat ja päivä",
        "sv": "bara orden och dagen",
        "en": "only the words and the day",
    },
    "names in memos": {
        "fi": "kerrotaan nimi vain, kun henkilö on mukana virassaan",
        "sv": "nämns ett namn bara när personen är med i sin tjänst",
        "en": "a name is told only when the person takes part in their office",
    },
    "complaint": {
        "fi": "Tietosuojavaltuutetun toimisto",
        "sv": "Dataombudsmannens byrå",
        "en": "Office of the Data Protection Ombudsman",
    },
    "whether data must be given": {
        "fi": "Ilman nimeä ja työsähköpostia et voi saada tunnusta",
        "sv": "Utan namn och e-postadress i arbetet kan du inte få ett konto",
        "en": "Without a name and a work e-mail you cannot have an account",
    },
    "automated decisions": {
        "fi": "Emme tee automaattisia päätöksiä",
        "sv": "Vi fattar inga automatiska beslut",
        "en": "We make no automated decisions",
    },
    "no cookies for readers": {
        "fi": "Lukijalle ei aseteta yhtään evästettä",
        "sv": "Den som läser får inte en enda kaka",
        "en": "Readers do not get a single cookie",
    },
    "cookies behind sign-in": {"fi": "CSRF-eväste", "sv": "CSRF-kakan", "en": "CSRF cookie"},
    "searches in vain": {
        "fi": "sen yksittäiset sanat lasketaan",
        "sv": "räknas dess enskilda ord",
        "en": "its single words are counted",
    },
    "search words": {
        "fi": "Hakuja ei tallenneta",
        "sv": "Sökningar sparas inte",
        "en": "Searches are not stored",
    },
    "log": {
        "fi": "sivun osoite ilman hakusanoja",
        "sv": "sidans adress utan sökord",
        "en": "address of the page without search words",
    },
    "what no log holds": {
        "fi": "Lokissa ei ole IP-osoitetta, ei tietoa selaimesta eikä siitä, miltä sivulta tulit",
        "sv": "I loggen finns ingen IP-adress, ingen uppgift om webbläsaren och ingen uppgift om vilken sida",
        "en": "no IP address, nothing about your browser and nothing about the page you came from",
    },
    "third parties": {
        "fi": "eikä mitään, mikä haettaisiin toiselta sivustolta",
        "sv": "inget som hämtas från en annan webbplats",
        "en": "nothing fetched from another site",
    },
    "links that lead out": {
        "fi": "Emme kerro sille, että tulit täältä",
        "sv": "Vi berättar inte för den att du kom härifrån",
        "en": "We do not tell it that you came from here",
    },
    "accounts": {
        "fi": "Nimi, työsähköposti, rooli",
        "sv": "Namn, e-postadress i arbetet, roll",
        "en": "Name, work e-mail, role",
    },
    "sign-ins": {
        "fi": "Kirjautumismerkinnät poistetaan kuuden kuukauden kuluttua",
        "sv": "Anteckningarna om inloggningar raderas efter sex månader",
        "en": "Notes of sign-ins are deleted after six months",
    },
}

ATTRIBUTION = {
    "fi": "Kuntarajat ja kuntatiedot: Tilastokeskus ja Maanmittauslaitos, CC BY 4.0. "
    "Postinumeroiden koordinaatit: GeoNames, CC BY 4.0.",
    "sv": "Kommungränser och kommunuppgifter: Statistikcentralen och Lantmäteriverket, CC BY 4.0. "
    "Koordinater för postnummer: GeoNames, CC BY 4.0.",
    "en": "Municipal boundaries and data: Statistics Finland and the National Land Survey of Finland, "
    "CC BY 4.0. Coordinates of postal codes: GeoNames, CC BY 4.0.",
}
LEADS_OUT = {
    "fi": "avautuu toiselle sivustolle",
    "sv": "öppnas på en annan webbplats",
    "en": "opens on another site",
}

in_every_language = pytest.mark.parametrize("language", LANGUAGES)
on_every_page = pytest.mark.parametrize("name", ADDRESSES)


def get_main(client, name, language):
    """The page's own part, without header and footer."""
    html = client.get(ADDRESSES[name][language]).content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


def words_of(html):
    """The text as read aloud: no tags, soft hyphens or special spaces."""
    text = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00ad", "").replace("\u2011", "-")
    return re.sub(r"\s+([,.])", r"\1", " ".join(text.split()))


@in_every_language
@pytest.mark.parametrize("point", ACCESSIBILITY)
def test_accessibility_statement_holds_what_the_act_asks_for(client, settings, point, language):
    settings.CONTACT_EMAIL = "huolto@example.org"

    assert ACCESSIBILITY[point][language] in words_of(get_main(client, "accessibility", language))


@in_every_language
@pytest.mark.parametrize("point", PRIVACY)
def test_privacy_notice_holds_each_point(client, settings, point, language):
    settings.CONTACT_EMAIL = "huolto@example.org"
    settings.CONTROLLER_NAME = "Hakemiston hoitajat ry"

    assert PRIVACY[point][language] in words_of(get_main(client, "privacy", language))


@in_every_language
def test_about_names_the_sources_of_the_data(client, language):
    assert ATTRIBUTION[language] in words_of(get_main(client, "about", language))


@in_every_language
def test_about_links_to_the_licence(client, language):
    page = get_main(client, "about", language)

    assert f'href="https://creativecommons.org/licenses/by/4.0/deed.{language}"' in page


def test_about_tells_of_invented_services_while_demo_data_are_loaded(client, settings):
    factories.make_area(slug=settings.SITE_AREA)
    before = words_of(get_main(client, "about", "fi"))
    factories.make_service(source="esimerkki")

    after = words_of(get_main(client, "about", "fi"))

    assert ("Esittelyaineisto" in before, "Esittelyaineisto" in after) == (False, True)


@in_every_language
def test_help_now_puts_112_first_even_in_an_empty_database(client, language):
    calls = re.findall(r'href="(tel:[^"]+)"', get_main(client, "help_now", language))

    assert calls[0] == "tel:112"


@in_every_language
def test_help_now_lists_the_numbers_of_the_admin(client, settings, language):
    factories.make_area(slug=settings.SITE_AREA, social_emergency_phone="03 000 5555")
    factories.make_crisis_number("112", "Hätänumero", position=0)
    factories.make_crisis_number("080 005 005", "Nollalinja", position=1)
    factories.make_crisis_number("09 000 0111", "Esimerkkipuhelin", position=2)

    page = get_main(client, "help_now", language)
    numbers = page.partition('<ul class="crisis__numbers">')[2].partition("</ul>")[0]
    calls = ["tel:+35830005555", "tel:+35880005005", "tel:+35890000111"]
    assert re.findall(r'href="(tel:[^"]+)"', numbers) == calls


@in_every_language
def test_help_now_leads_to_urgent_services_and_to_clearing_the_traces(client, language):
    page = get_main(client, "help_now", language)

    urgent, traces = "?urgent=yes", ADDRESSES["traces"][language]
    assert (f'{urgent}"' in page, f'href="{traces}"' in page) == (True, True)


@in_every_language
@pytest.mark.parametrize("browser", ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet"])
def test_traces_tells_how_to_clear_each_browser(client, browser, language):
    page = get_main(client, "traces", language)

    assert page.count(f"<dt>{browser}") >= 2  # the history, and a private window


@pytest.mark.parametrize(
    "language, words",
    [
        ("fi", "Painike ei poista sivuja selaimen historiasta"),
        ("sv", "Knappen tar inte bort sidor ur webbläsarens historik"),
        ("en", "The button does not remove pages from the browser’s history"),
    ],
)
def test_traces_tells_what_leaving_the_page_does_not_do(client, language, words):
    assert words in words_of(get_main(client, "traces", language))


@in_every_language
@pytest.mark.parametrize("name", ["help_now", "traces"])
def test_title_tells_nothing_to_someone_who_reads_the_history(client, name, language):
    html = client.get(ADDRESSES[name][language]).content.decode()
    title = re.search("<title>(.*?)</title>", html, re.S)[1].lower()

    telling = ["apua", "hätä", "jälj", "väkival", "hjälp", "nöd", "spår", "våld", "help", "trace", "violence"]
    assert [word for word in telling if word in title] == []


@in_every_language
@on_every_page
def test_links_to_other_sites_say_so_and_tell_them_nothing(client, name, language):
    links = re.findall(r'<a href="https?://[^"]+"([^>]*)>(.*?)</a>', get_main(client, name, language), re.S)

    silent = [
        words
        for attributes, words in links
        if 'rel="noreferrer noopener"' not in attributes or LEADS_OUT[language] not in words
    ]
    assert silent == []


@in_every_language
@on_every_page
def test_page_never_shouts(client, name, language):
    assert "!" not in words_of(get_main(client, name, language))


@in_every_language
@on_every_page
def test_page_sets_no_cookie(client, name, language):
    assert not client.get(ADDRESSES[name][language]).cookies
