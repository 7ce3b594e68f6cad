"""The pages of members, invitations and concluding in a real browser: axe, width, content policy."""

import pytest

from tests.factories import make_organization
from tests.workgroups.test_meetings_browser import RUN_AXE, sign_in
from tests.workgroups.workgroups_rows import (
    make_action,
    make_item,
    make_meeting,
    make_member,
    make_membership,
    make_person,
    make_workgroup,
)
from workgroups import invitations
from workgroups.models import Invitation, JoinRequest, NamingBasis, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group():
    """A subgroup with members, an invitation, a proposal and an open action."""
    group = make_workgroup(slug="ryhma", parent=make_workgroup("Vanhempi ryhmä"), is_join_open=True)
    organization = make_organization("Esimerkkialueen hyvinvointipalvelut")
    consent = {"naming_basis": NamingBasis.CONSENT, "consent_on": "2026-08-20"}
    term = make_membership(group, title="lastenvalvoja", on_behalf_of=organization, **consent)
    Invitation.objects.create(workgroup=group, email="kutsuttu@example.org", name="Otso Lehtimaa")
    JoinRequest.objects.create(
        workgroup=group, name="Lempi Aarniovuori", proposed_by=term.person, on_behalf_of=organization
    )
    make_action(make_item(make_meeting(group)))
    return group


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_pages_of_members_are_accessible(width, scheme, new_page, live_server, group, axe_source):
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, live_server, make_member(group, "Siiri Sihteeri", role=Role.CONVENER))
    term = group.memberships.exclude(role=Role.CONVENER).get()
    token = invitations.token_of(group.invitations.get())
    base = "/tyoryhmat/ryhma/"
    complaints, found = [], {}
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    for path in [
        *(
            base + part
            for part in ("jasenet/", "jasenet/lisaa/", "jasenet/kutsu/", "jasenet/ehdota/", "paata/")
        ),
        f"{base}jasenet/{term.pk}/",
        f"{base}jasenet/{term.pk}/suostumus/",
        f"{base}jasenet/?paiva=keväällä",
        f"/kutsu/{token}/",
    ]:
        page.goto(live_server.url + path)
        complaints_here, complaints[:] = list(complaints), []
        page.evaluate(axe_source)
        violations = page.evaluate(RUN_AXE)
        complaints.clear()  # axe itself tries inline styles
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if complaints_here or violations or is_wide:
            found[path] = (complaints_here, violations, is_wide)

    assert found == {}


def test_what_was_typed_stays_when_a_member_is_refused(new_page, live_server, group):
    page = new_page(java_script_enabled=False)
    sign_in(page, live_server, make_member(group, "Siiri Sihteeri", role=Role.CONVENER))
    make_membership(group, make_person("Otso Lehtimaa"))

    page.goto(f"{live_server.url}/tyoryhmat/ryhma/jasenet/lisaa/")
    page.get_by_label("Nimi", exact=True).fill("Otso Lehtimaa")
    page.get_by_label("Nimike").fill("perheohjaaja")
    page.get_by_role("button", name="Lisää").click()

    assert page.get_by_label("Nimike").input_value() == "perheohjaaja"
    assert "Päätä se kausi ensin." in page.get_by_role("alert").inner_text()
