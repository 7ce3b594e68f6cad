"""The index follows every change, in whatever way it was made."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from services.models import SearchChange, SearchEntry, SearchState, SearchWord, Service
from services.search import entries
from services.search.criteria import Criteria
from services.search.entries import index_everything, index_services, take_up_waiting
from tests.factories import make_organization, make_service, make_theme

pytestmark = pytest.mark.django_db


def _delete_in_sql(service):
    with connection.cursor() as cursor:
        for table in ("searchentry", "service_themes", "service_audiences"):
            cursor.execute(f"DELETE FROM services_{table} WHERE service_id = %s", [service.pk])  # noqa: S608
        cursor.execute("DELETE FROM services_service WHERE id = %s", [service.pk])


def found(words):
    return [service.name_fi for service in Service.objects.search(Criteria(words=words))]


def test_what_our_code_saves_is_found_at_once_and_waits_for_nobody():
    make_service("Perheneuvola", summary_fi="Ohjausta, kun lapsen pelot huolestuttavat")

    assert found("perheneuvolassa") == found("neuvola") == found("pelko") == ["Perheneuvola"]
    assert not SearchChange.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda service: Service.objects.filter(pk=service.pk).update(name_fi="Unikoulu"),
        lambda service: type(service.organization).objects.update(name_fi="Unikoulu ry"),
        lambda service: service.themes.add(make_theme("Uni ja unikoulu")),
    ],
)
def test_a_change_past_our_code_waits_until_somebody_takes_it_up(change):
    service = make_service("Perhekerho")

    change(service)

    assert found("unikoulu") == []
    assert set(SearchChange.objects.values_list("service_id", flat=True)) == {service.pk}
    assert take_up_waiting() == 1
    assert len(found("unikoulu")) == 1
    assert not SearchChange.objects.exists()


def test_a_service_that_is_archived_leaves_the_index_and_its_words_are_counted_down():
    make_service("Perhekerho")
    service = make_service("Unikoulu")
    Service.objects.filter(pk=service.pk).update(status="archived")

    index_services([service.pk])

    assert found("unikoulu") == []
    assert SearchWord.objects.get(term="unikoulu").services == 0
    assert SearchWord.objects.get(term="").services == 1


def test_words_are_counted_alike_by_saving_and_by_rebuilding():
    first, second = make_service("Perhekerho"), make_service("Perhekahvila")
    index_services([first.pk, second.pk])
    index_services([second.pk])
    before = dict(SearchWord.objects.filter(services__gt=0).values_list("term", "services"))

    index_everything()

    assert dict(SearchWord.objects.values_list("term", "services")) == before
    assert before["perhe"] == 2


def test_a_rebuild_leaves_no_moment_without_results():
    make_service("Perhekerho")
    seen = []

    index_everything(lambda done: seen.append((done, found("perhekerho"), SearchEntry.objects.count())))

    assert seen == [(1, ["Perhekerho"], 1)]


def test_rebuild_search_takes_up_what_waits(capsys):
    service = make_service("Perhekerho", organization=make_organization("Yhdistys"))
    Service.objects.filter(pk=service.pk).update(name_fi="Unikoulu")

    call_command("rebuild_search", "--waiting")

    assert capsys.readouterr().out == "1 services\n"
    assert found("unikoulu") == ["Unikoulu"]


def test_readyz_tells_of_an_index_of_other_rules_and_of_changes_that_wait(client, monkeypatch):
    service = make_service()
    assert "search_index" not in client.get("/readyz").json()

    SearchState.objects.update(analyser="0")
    Service.objects.filter(pk=service.pk).update(name_fi="Unikoulu")
    answer = client.get("/readyz")

    assert answer.status_code == 200
    notes = json.loads(answer.content)
    assert notes["search_index"].startswith("stale")
    assert notes["search_waiting"] == 1
    assert entries.is_stale()


@pytest.mark.parametrize("erase", [lambda service: service.delete(), _delete_in_sql])
def test_a_deleted_service_takes_its_words_along(erase):
    make_service("Perhekerho")
    erase(make_service("Sukelluskerho"))

    counts = dict(SearchWord.objects.values_list("term", "services"))
    assert (counts["sukelluskerho"], counts["perhekerho"], counts[""]) == (0, 1, 1)
