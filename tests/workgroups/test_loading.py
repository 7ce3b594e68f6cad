"""The groups of the demo: loaded whole, once, with nobody named who must not be."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from lape.models import OutboxMail, User
from tests.factories import make_area, make_organization, make_superuser, make_theme
from workgroups.models import (
    AgendaItem,
    Attendance,
    MemoVersion,
    Outcome,
    Person,
    Role,
    Workgroup,
)

pytestmark = pytest.mark.django_db
FILE = settings.BASE_DIR / "fixtures" / "workgroups.json"


@pytest.fixture
def catalogues():
    call_command("load_places", verbosity=0)
    for name in ("pirkanmaa", "esimerkki"):
        call_command("load_catalogue", str(settings.BASE_DIR / f"fixtures/{name}.jsonl"), verbosity=0)


@pytest.fixture
def what_the_file_names():
    """The rows that the file asks for, without the catalogues."""
    make_superuser()
    make_area(slug="pirkanmaa")
    make_theme(slug="couple")
    names = [name for group in json.loads(FILE.read_text())["groups"] for name in organizations_of(group)]
    for name in dict.fromkeys(names):
        make_organization(name)


def organizations_of(group):
    yield group["contact_organization"]
    for names in group["partners"].values():
        yield from names
    for term in group["memberships"]:
        if name := term.get("on_behalf_of"):
            yield name


def load(path=FILE):
    call_command("load_workgroups", str(path), verbosity=0)


def test_every_group_of_the_file_is_made_with_its_parts(catalogues):
    make_superuser()
    User.objects.create_user("jasen@example.org")

    load()

    groups = json.loads(FILE.read_text())["groups"]
    slugs = {row["slug"] for group in groups for row in [group, *group.get("subgroups", [])]}
    assert set(Workgroup.objects.values_list("slug", flat=True)) == slugs
    parenting = Workgroup.objects.get(slug="vanhemmuuden-ja-parisuhteen-tuki")
    days = [f"{row.date:%-d.%-m.}" for row in parenting.meetings.all()]
    assert days == ["3.5.", "18.5.", "13.6.", "16.8.", "19.9.", "23.10.", "30.11."]
    assert Person.objects.get(user__email="jasen@example.org").memberships.count() > 1


def test_a_second_run_changes_nothing_that_people_edited(what_the_file_names):
    load()
    Workgroup.objects.filter(slug="eropalvelut-2017").update(name_fi="Toinen nimi")
    AgendaItem.objects.filter(title="Avaus").update(public_text="Korjattu")
    counts = [model.objects.count() for model in (Workgroup, AgendaItem, Attendance, MemoVersion, Outcome)]

    load()

    assert Workgroup.objects.get(slug="eropalvelut-2017").name_fi == "Toinen nimi"
    assert AgendaItem.objects.get(title="Avaus").public_text == "Korjattu"
    assert counts == [
        model.objects.count() for model in (Workgroup, AgendaItem, Attendance, MemoVersion, Outcome)
    ]


def test_no_expert_by_experience_is_named_in_what_is_published(what_the_file_names):
    load()

    experts = Person.objects.filter(memberships__role=Role.EXPERT_BY_EXPERIENCE).distinct()
    first_names = [person.name.split()[0] for person in experts]
    public = json.dumps([version.public for version in MemoVersion.objects.all()], ensure_ascii=False)
    assert len(first_names) == 3
    assert [name for name in first_names if name[:-1] in public] == []
    assert "Kolme kokemusasiantuntijaa" in public


def test_old_memos_are_published_by_the_same_rules_and_mailed_to_nobody(what_the_file_names):
    load()

    version = MemoVersion.objects.get(memo__meeting__date="2017-05-17")
    assert (version.published_at.year, version.published_by.is_superuser) == (2017, True)
    assert not OutboxMail.objects.exists()


def test_a_memo_that_names_an_expert_by_experience_is_not_loaded(what_the_file_names, tmp_path):
    path = tmp_path / "named.json"
    path.write_text(FILE.read_text().replace("Kolme kokemusasiantuntijaa kertoi", "Ilonalta kuultiin"))

    with pytest.raises(CommandError, match="names people who must not be named: Ilonalta"):
        load(path)

    assert not Workgroup.objects.exists()


def test_without_a_superuser_no_memo_is_published(what_the_file_names):
    User.objects.all().delete()

    with pytest.raises(CommandError, match="make one first"):
        load()


def test_without_the_catalogues_nothing_is_made():
    with pytest.raises(CommandError, match="load the places and the catalogues first"):
        load()

    assert not Workgroup.objects.exists()


def test_a_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text('{"type": "service"}')

    with pytest.raises(CommandError, match="not a file of groups"):
        load(path)
