"""Questions about violence: the one who is hurt is helped first, the one who hurts finds help to stop."""

import pytest

from services.search.criteria import Criteria
from services.search.shipped import load_search_words
from tests.factories import make_service, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    load_search_words()
    violence = make_theme("Väkivalta", slug="violence")
    make_service(
        "Irti väkivallasta", themes=[violence], summary_fi="Kun olet lyönyt läheistäsi tai pelkäät lyöväsi."
    )
    make_service(
        "Linja",
        themes=[violence],
        is_urgent=True,
        summary_fi="Soita, jos koet väkivaltaa tai pelkäät kotona.",
    )
    make_service("Keskusteluapu", themes=[violence], summary_fi="Väkivaltaa kokeneille ja sitä käyttäneille.")
    make_service("Isien ilta", themes=[make_theme("Arki")], summary_fi="Miehet ja lapset laittavat ruokaa.")


def names(words):
    from services.models import Service

    return [service.name for service in Service.objects.search(Criteria(words=words))]


@pytest.mark.parametrize(
    "words",
    [
        "väkivalta",
        "mies lyö",
        "pelkään miestäni",
        "vaimo hakkaa minua",
        "isä lyö",
        "min man slår",
        "he hits me",
    ],
)
def test_who_is_hurt_finds_urgent_help_first_and_help_to_stop_last(catalogue, words):
    found = [name for name in names(words) if name != "Isien ilta"]

    assert found == ["Linja", "Keskusteluapu", "Irti väkivallasta"]


@pytest.mark.parametrize(
    "words",
    [
        "lyön lastani",
        "löin vaimoani",
        "olen väkivaltainen",
        "väkivaltainen käytös",
        "pelkään satuttavani lastani",
        "oma väkivalta",
        "jag slår mitt barn",
        "i hit my child",
    ],
)
def test_who_hurts_finds_help_to_stop_first(catalogue, words):
    found = [name for name in names(words) if name != "Isien ilta"]

    assert found[0] == "Irti väkivallasta"
