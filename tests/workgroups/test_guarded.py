"""The door to the pages behind sign-in: who gets in, who is asked to sign in, who finds nothing."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from tests.factories import make_area, make_coordinator, make_superuser
from tests.workgroups.workgroups_rows import make_meeting, make_member, make_workgroup
from workgroups import guarded
from workgroups.models import OldMeetingAddress, Role, Visibility

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.date.today() - datetime.timedelta(days=1)
GUARDS = ["readers_only", "members_only", "editors_only", "memo_writers_only", "memo_taker_namers_only"]


def open_page(guard, user, meeting, part=None, method="get"):
    """The answer of a page of `meeting` behind `guard`: what the view was given, or the status."""
    request = getattr(RequestFactory(), method)("/ryhma/kokous/")
    request.user = user
    kwargs = {"slug": meeting.workgroup.slug, "part": part or meeting.address_part}
    request.resolver_match = ResolverMatch(
        None, (), kwargs, url_name="meeting_detail", namespaces=["workgroups"]
    )
    view = getattr(guarded, guard)(lambda request, found: HttpResponse(str(found.pk)))
    return view(request, **kwargs)


def allowed(user, meeting) -> list[str]:
    found = []
    for guard in GUARDS:
        try:
            assert open_page(guard, user, meeting).content == str(meeting.pk).encode()
        except Http404:
            continue
        found.append(guard)
    return found


@pytest.fixture
def meeting():
    return make_meeting(make_workgroup(area=make_area("Pirkanmaa")))


def test_the_anonymous_are_asked_to_sign_in_whatever_the_address_names(meeting):
    answers = [
        open_page(guard, AnonymousUser(), meeting, part) for guard in GUARDS for part in (None, "1999-01-01")
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url.partition("?")[2] for answer in answers} == {"next=/ryhma/kokous/"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_each_role_opens_what_its_rights_say(meeting):
    group = meeting.workgroup
    taker = make_member(group)
    meeting.memo_taker = taker.person
    meeting.save()

    editor = {role: allowed(make_member(group, role=role), meeting) for role in ("chair", "secretary")}

    assert editor == dict.fromkeys(["chair", "secretary"], GUARDS)
    assert allowed(make_superuser(), meeting) == GUARDS
    assert allowed(taker, meeting) == ["readers_only", "members_only", "memo_writers_only"]
    assert allowed(make_member(group), meeting) == ["readers_only", "members_only"]
    assert allowed(make_coordinator(group.area), meeting) == ["readers_only"]


def test_outsiders_find_nothing(meeting):
    group = meeting.workgroup
    sister = make_workgroup(area=make_area("Häme"), parent=group)

    outsiders = [
        make_member(group, role=Role.CHAIR, end_date=YESTERDAY),
        make_member(sister, role=Role.CONVENER),
        make_coordinator(sister.area),
    ]

    assert [allowed(user, meeting) for user in outsiders] == [[], [], []]


def test_the_coordinator_names_the_memo_taker_of_a_group_without_chair_and_secretary(meeting):
    make_member(meeting.workgroup, role=Role.CHAIR, end_date=YESTERDAY)

    found = allowed(make_coordinator(meeting.workgroup.area), meeting)

    assert found == ["readers_only", "memo_taker_namers_only"]


def test_a_meeting_of_the_editors_is_missing_to_members(meeting):
    meeting.visibility = Visibility.EDITORS
    meeting.save()

    assert allowed(make_member(meeting.workgroup), meeting) == []


def test_the_page_of_a_moved_meeting_is_read_at_its_new_address_and_takes_forms_at_the_old(meeting):
    OldMeetingAddress.objects.create(workgroup=meeting.workgroup, address_part="2017-05-10", meeting=meeting)
    chair = make_member(meeting.workgroup, role=Role.CHAIR)

    read = open_page("editors_only", chair, meeting, "2017-05-10")
    posted = open_page("editors_only", chair, meeting, "2017-05-10", method="post")

    assert (read.status_code, read.url) == (302, meeting.get_absolute_url())
    assert posted.content == str(meeting.pk).encode()
