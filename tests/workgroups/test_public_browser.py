"""What members see beside the public at the groups' addresses, and the pages from mails, under axe."""

import datetime

import pytest
from django.conf import settings
from django.test import Client

from tests.workgroups.workgroups_rows import (
    make_attendance,
    make_decision,
    make_item,
    make_meeting,
    make_member,
    make_named_membership,
    make_published_memo,
    make_version,
    make_workgroup,
)
from workgroups import subscriptions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUN_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return result.violations.map(rule => [rule.id, ...rule.nodes.map(node => node.target.join(" "))].join(" "));
}"""
GROUP = "/tyoryhmat/ryhma/"
MEMO = f"{GROUP}kokoukset/2017-05-17/"
WITHDRAWN = f"{GROUP}kokoukset/2017-05-03/"
OWN_CALENDAR = "/tyoryhmat/omat/kalenteri/"


@pytest.fixture
def group():
    """A group with a corrected memo and a withdrawn one."""
    group = make_workgroup(slug="ryhma", introduction_fi="Ryhmä.", aims_fi="Yksi\nKaksi")
    make_named_membership(group, "Bertta Esimerkki", title="Suunnittelija")
    meeting = make_meeting(group, title="Kevätkokous", start_time=datetime.time(13), venue="Esimerkkitalo")
    make_decision(make_item(meeting, public_text="# Otsikko\n\n- a\n- b", members_text="[a](tel:112)"))
    make_attendance(meeting, "Bertta Esimerkki", organization_name="Yhdistys")
    make_attendance(meeting, "Cecilia Esimerkki", state="absent")
    make_version(make_published_memo(meeting), 2, change_note="päivä")
    make_published_memo(
        make_meeting(group, datetime.date(2017, 5, 3)), state="withdrawn", withdrawn_reason="Virhe"
    )
    return group


@pytest.fixture
def check(new_page, live_server, axe_source):
    """Opens a page on a laptop and, in the dark, on a phone, and tells what axe finds."""

    def run(path, user=None, press=""):
        found = []
        for width, scheme in ((1280, "light"), (360, "dark")):
            viewport = {"width": width, "height": 800}
            page = new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
            if user:
                client = Client()
                client.force_login(user)
                name = settings.SESSION_COOKIE_NAME
                cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
                page.context.add_cookies([cookie])
            page.goto(live_server.url + path)
            if press:
                with page.expect_navigation():
                    page.get_by_role("button", name=press).click()
            page.evaluate(axe_source)
            found += page.evaluate(RUN_AXE)
        return found

    return run


@pytest.mark.parametrize("path", [GROUP, f"{GROUP}?paiva=eilen", MEMO, WITHDRAWN, OWN_CALENDAR])
def test_the_members_pages_have_no_violation(check, group, path):
    assert check(path, make_member(group)) == []


def test_the_address_of_a_calendar_is_shown_without_violation(check, group):
    assert check(OWN_CALENDAR, make_member(group), press="Tee") == []


def test_the_pages_from_mails_and_of_a_withdrawn_memo_have_no_violation(check, group):
    subscriptions.ask(group, "lukija@example.org")
    token = subscriptions.token_of(group.pk, "lukija@example.org")

    found = {path: check(path) for path in (WITHDRAWN, f"/tilaus/{token}/", f"{GROUP}tilaa/kiitos/")}

    assert found == {path: [] for path in found}
