"""Synonyms: the table that comes with the site, one way and both ways, and the preview."""

import pytest

from services.admin.search import preview
from services.models import EmergencyWord, Service, Synonym
from services.search.criteria import Criteria
from services.search.question import Question
from services.search.shipped import load_search_words, shipped_synonyms
from services.search.synonyms import rules_of
from tests.factories import make_service, make_superuser

pytestmark = pytest.mark.django_db


def found(words):
    return [service.name_fi for service in Service.objects.search(Criteria(words=words))]


def test_the_shipped_table_is_wide_and_every_row_can_be_found():
    rows = list(shipped_synonyms())
    assert len(rows) >= 400
    assert {row.language for row in rows} == {"fi", "sv", "en"}
    assert [row.word for row in rows if not rules_of(row)] == []


def test_the_shipped_words_are_loaded_once_and_edits_stay():
    first = load_search_words()
    Synonym.objects.filter(word="mutsi").update(is_active=False)

    assert (load_search_words().synonyms, first.synonyms > 400) == (0, True)
    assert not Synonym.objects.get(word="mutsi").is_active


def test_a_row_leads_one_way_and_a_mutual_one_both_ways():
    make_service("Eroryhmä")
    make_service("Skilsmässogruppen", name_sv="Stöd efter skilsmässa")
    Synonym.objects.create(word="skilsmässa", language="sv", means="ero")
    assert set(found("skilsmässan")) == {"Eroryhmä", "Skilsmässogruppen"}
    assert found("ero") == ["Eroryhmä"]

    Synonym.objects.update(is_mutual=True)
    Synonym.objects.get().save()
    assert set(found("ero")) == {"Eroryhmä", "Skilsmässogruppen"}


def test_a_phrase_is_met_by_its_words_together_only():
    make_service("Turvakoti")
    Synonym.objects.create(word="domestic violence", language="en", means="turvakoti")

    assert found("domestic violence") == ["Turvakoti"]
    assert found("domestic help") == []


def test_a_row_out_of_use_does_nothing():
    make_service("Eroryhmä")
    Synonym.objects.create(word="skilsmässa", language="sv", means="ero", is_active=False)
    assert found("skilsmässa") == []


def test_the_preview_tells_what_is_gained_and_keeps_nothing(client):
    make_service("Eroryhmä")
    client.force_login(make_superuser())
    data = {"word": "skilsmässa", "language": "sv", "means": "ero", "weight": "0.7", "is_active": "on"}

    response = client.post(
        "/hallinta/services/synonym/add/", {**data, "questions": "skilsmässa", "_preview": "1"}
    )

    assert response.context["preview"] == [{"question": "skilsmässa", "gained": ["Eroryhmä"], "lost": []}]
    assert not Synonym.objects.exists()
    assert preview(Synonym(word="skilsmässa", language="sv", means="ero"), ["ero"])[0]["gained"] == []


NINE = {
    "fi": "hän lyö minua",
    "sv": "misshandlad",
    "en": "he beats me",
    "ru": "домашнее насилие",
    "uk": "домашнє насильство",
    "ar": "عنف أسري",
    "so": "rabshad",
    "fa": "خشونت خانگی",
    "ku": "xwekuştin",
}


@pytest.mark.parametrize("language", NINE)
def test_words_of_violence_tell_of_an_emergency_in_nine_languages(language):
    load_search_words()
    assert EmergencyWord.objects.filter(language=language).count() >= 12
    assert Question(NINE[language]).is_emergency


@pytest.mark.parametrize("words", ["perhekerho", "uhmaikä", "vauva ei nuku", "lapsen uni", "sömn"])
def test_other_words_tell_of_none(words):
    load_search_words()
    assert not Question(words).is_emergency
