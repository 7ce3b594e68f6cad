"""The members' pages in a real browser: the agenda put in order by keyboard and by drag, and axe."""

import datetime

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_organization
from tests.workgroups.workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_person,
    make_workgroup,
)
from workgroups.agenda import on_agenda
from workgroups.models import ItemState, Partner, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUN_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return result.violations.map(rule => [rule.id, ...rule.nodes.map(node => node.target.join(" "))].join(" "));
}"""


@pytest.fixture
def meeting():
    """A coming meeting with five items of all kinds, after one that is over."""
    group = make_workgroup(slug="ryhma")
    today = datetime.date.today()
    before = make_meeting(group, today - datetime.timedelta(days=30), state="held")
    make_action(make_item(before, "Edellisen asia"), "Kootaan tulokset.")
    meeting = make_meeting(group, today + datetime.timedelta(days=7), start_time="13:00", end_time="15:00")
    for number in range(1, 4):
        make_item(meeting, f"Asia {number}", minutes=15, presenter="Alaryhmän vetäjä")
    make_item(meeting, "Ehdotus", state=ItemState.PROPOSED, proposed_by=make_person())
    action = make_action(make_item(meeting, "Kumppanit"), is_owned_by_all_partners=True)
    organization = make_organization("Esimerkkiyhdistys")
    Partner.objects.create(
        workgroup=action.item.meeting.workgroup, organization=organization, kind="municipality"
    )
    make_membership(group, make_person("Bertta Esimerkki"), title="Suunnittelija", on_behalf_of=organization)
    return meeting


@pytest.fixture
def secretary(meeting):
    return make_member(meeting.workgroup, "Siiri Sihteeri", role=Role.SECRETARY)


def sign_in(page, live_server, user):
    """Give the browser the session of `user`."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def address(live_server, meeting, page=""):
    return f"{live_server.url}/tyoryhmat/ryhma/kokoukset/{meeting.address_part}/{page}"


def titles(meeting):
    return [item.title for item in on_agenda(meeting)]


@pytest.mark.parametrize("with_script", [True, False])
def test_an_item_is_moved_with_the_keyboard_and_focus_stays(
    with_script, new_page, live_server, meeting, secretary
):
    page = new_page(java_script_enabled=with_script)
    sign_in(page, live_server, secretary)
    page.goto(address(live_server, meeting, "asialista/"))

    page.get_by_role("button", name="Ylös: Asia 3").focus()
    for _time in range(2):  # the second press needs the focus where the first one was
        with page.expect_navigation():
            page.keyboard.press("Enter")

    assert titles(meeting) == ["Asia 3", "Asia 1", "Asia 2", "Kumppanit"]
    with page.expect_navigation():  # at the top the way down has the focus
        page.keyboard.press("Enter")
    assert titles(meeting) == ["Asia 1", "Asia 3", "Asia 2", "Kumppanit"]


def test_an_item_is_dragged_and_the_page_shows_the_new_numbers_and_times(
    page, live_server, meeting, secretary
):
    sign_in(page, live_server, secretary)
    page.goto(address(live_server, meeting, "asialista/"))
    rows = page.locator("#agenda-list > li")
    handle = rows.nth(0).locator(".agenda__handle").bounding_box()
    goal = rows.nth(2).bounding_box()

    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, goal["y"] + goal["height"] - 4, steps=8)
    page.mouse.up()
    page.get_by_text("Järjestys on tallennettu.").wait_for(state="attached")

    assert titles(meeting) == ["Asia 2", "Asia 3", "Asia 1", "Kumppanit"]
    assert [row.split()[0] for row in rows.all_inner_texts()] == ["1.", "2.", "3.", "4."]
    assert "13.30" in rows.nth(2).inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_members_pages_are_accessible_and_break_no_content_policy(
    width, new_page, live_server, meeting, secretary, axe_source
):
    page = new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(page, live_server, secretary)
    proposal = meeting.items.get(state=ItemState.PROPOSED)
    item = on_agenda(meeting).first()
    complaints, found = [], {}
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    for path in [
        "/tyoryhmat/omat/",
        "/tyoryhmat/ryhma/tehtavat/",
        "/tyoryhmat/ryhma/kokoukset/uusi/?copy=1",
        "/tyoryhmat/ryhma/kokoukset/useita/",
        *(
            f"/tyoryhmat/ryhma/kokoukset/{meeting.address_part}/{part}"
            for part in [
                "muuta/", "siirra/", "peru/", "muistion-kirjaaja/", "asialista/", "asialista/ehdota/",
                f"asialista/{item.pk}/", f"asialista/{item.pk}/poista/", f"asialista/{proposal.pk}/hylkaa/",
                "lasnaolo/", "poissaolo/",
            ]
        ),
    ]:  # fmt: skip
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        complaints_here, complaints[:] = list(complaints), []
        page.evaluate(axe_source)
        violations = page.evaluate(RUN_AXE)
        complaints.clear()  # axe itself tries inline styles
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if complaints_here or violations or is_wide:
            found[path] = (complaints_here, violations, is_wide)

    assert found == {}
