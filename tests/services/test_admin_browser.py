"""The admin in a real browser: the strict content policy holds, and axe finds nothing."""

import pytest
from django.contrib.auth.hashers import make_password

from services.proposals import propose_change
from tests.factories import (
    make_area,
    make_contact,
    make_coordinator,
    make_crisis_number,
    make_link,
    make_location,
    make_municipality,
    make_phone,
    make_schedule,
    make_service,
    make_service_at_location,
    make_superuser,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "an invented password"
RUN_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return result.violations.map(rule => [rule.id, ...rule.nodes.map(node => node.target.join(" "))].join(" "));
}"""


@pytest.fixture
def service():
    """A service with a row of everything that hangs on one."""
    area = make_area("Pirkanmaa")
    nokia = make_municipality("Nokia", county=area)
    service = make_service("Isäryhmä", responsible_area=area, municipalities=[nokia])
    make_phone(service)
    make_contact(service)
    make_link(service)
    make_schedule(make_service_at_location(service, make_location(municipality=nokia)))
    make_crisis_number()
    return service


def sign_in(page, live_server, user):
    user.password = make_password(PASSWORD)
    user.save()
    page.goto(f"{live_server.url}/hallinta/")
    page.get_by_role("link", name="Kirjaudu salasanalla").click()
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/hallinta/")


def test_the_admin_is_accessible_and_breaks_no_content_policy(new_page, live_server, service, axe_source):
    page = new_page()
    complaints, violations, too_wide = [], {}, []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/hallinta/login/")
    at_location = service.at_locations.get()
    fields = {"description_fi": "Uusi teksti", "phones": "040 123 4567"}
    proposal = propose_change(service, fields, {"description_fi": "Vanha teksti"}, "Ovi on sisäpihalla.")

    def look(address):
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        assert complaints == []
        page.evaluate(axe_source)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(RUN_AXE):
                violations[address, width] = found
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((address, width))
        complaints.clear()  # axe itself tries inline styles

    look("/hallinta/login/")
    sign_in(page, live_server, make_superuser())
    for address in [
        "/hallinta/",
        "/hallinta/services/service/",
        f"/hallinta/services/service/{service.pk}/change/",
        "/hallinta/services/service/add/",
        f"/hallinta/services/serviceatlocation/{at_location.pk}/change/",
        "/hallinta/services/crisisnumber/",
        f"/hallinta/services/area/{service.responsible_area_id}/change/",
        "/hallinta/services/group/add/",
        "/hallinta/services/event/add/",
        "/hallinta/lape/user/",
        "/hallinta/services/proposal/",
        f"/hallinta/services/proposal/{proposal.pk}/change/",
    ]:
        look(address)

    assert (violations, too_wide) == ({}, [])


def test_a_coordinator_adds_a_phone_and_a_municipality_with_the_keyboard(page, live_server, service):
    make_municipality("Tampere")
    sign_in(page, live_server, make_coordinator(service.responsible_area))
    page.goto(f"{live_server.url}/hallinta/services/service/{service.pk}/change/")

    page.click("#phones-group .add-row a")
    page.fill("#id_phones-1-number", "116 111")
    page.get_by_role("searchbox", name="Kunnat:", exact=True).press_sequentially("Tamp")
    page.locator(".select2-results__option", has_text="Tampere").wait_for()
    page.keyboard.press("Enter")
    page.click("[name=_save]")
    page.wait_for_url("**/services/service/")

    assert sorted(phone.number for phone in service.phones.all()) == ["03 000 1234", "116 111"]
    assert sorted(str(place) for place in service.municipalities.all()) == ["Nokia", "Tampere"]
