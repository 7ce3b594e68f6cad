"""Taking and publishing a memo in a real browser: drafts, a lost line, the keyboard, no script, and axe."""

import pytest

from tests.workgroups.memo_rows import make_expert, make_versions, make_world
from tests.workgroups.test_meetings_browser import RUN_AXE, sign_in
from tests.workgroups.workgroups_rows import make_action, make_decision
from workgroups.models import AgendaItem, Draft, MemoVersion, Outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    world = make_world(slug="ryhma")
    make_expert(world)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Maija Korhonen kertoi.")
    make_decision(world.item)
    make_action(world.item, owner_person=world.users["member"].person)
    make_versions(world.memo)
    return world


def address(live_server, part=""):
    return f"{live_server.url}/tyoryhmat/ryhma/kokoukset/2017-05-17/muistio/{part}"


def text_for_members(page, world):
    return page.locator(f"#id_i{world.item.pk}-members_text")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_memo_are_accessible_and_break_no_content_policy(
    width, new_page, live_server, world, axe_source
):
    page = new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(page, live_server, world.users["chair"])
    outcome = Outcome.objects.first()
    complaints, found = [], {}
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    for part in [
        "", f"tulokset/{outcome.pk}/", "tila/", "julkaisu/", "esikatselu/", "esikatselu/members/",
        "esikatselu/mail/", "versiot/", "versiot/2/", "poisto/",
    ]:  # fmt: skip
        page.goto(address(live_server, part))
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        complaints_here, complaints[:] = list(complaints), []
        page.evaluate(axe_source)
        violations = page.evaluate(RUN_AXE)
        complaints.clear()  # axe itself tries inline styles
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if complaints_here or violations or is_wide:
            found[part] = (complaints_here, violations, is_wide)

    assert found == {}


def test_what_is_typed_becomes_a_draft_by_itself_and_is_there_after_a_crash(page, live_server, world):
    sign_in(page, live_server, world.users["taker"])
    page.goto(address(live_server))

    text_for_members(page, world).fill("Kirjoitin tämän juuri.")
    page.get_by_text("Luonnos tallennettu").wait_for()
    page.goto("about:blank")
    page.goto(address(live_server))

    assert Draft.objects.get().fields["members_text"] == "Kirjoitin tämän juuri."
    assert text_for_members(page, world).input_value() == "Kirjoitin tämän juuri."
    assert page.get_by_role("button", name="Hylkää luonnos").is_visible()


def test_without_a_connection_the_text_stays_in_the_browser_until_it_is_saved(page, live_server, world):
    sign_in(page, live_server, world.users["taker"])
    page.goto(address(live_server))
    page.context.set_offline(True)
    text_for_members(page, world).fill("Yhteys katkesi.")
    page.get_by_text("Ei yhteyttä: tekstisi on tallessa").wait_for()
    kept = page.evaluate("({...localStorage})")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address(live_server))
    Draft.objects.all().delete()  # which the page may have sent as it closed
    page.evaluate("kept => Object.assign(localStorage, kept)", kept)

    page.goto("about:blank")
    page.goto(address(live_server))

    assert text_for_members(page, world).input_value() == "Yhteys katkesi."
    assert page.get_by_text("oli tallessa tässä selaimessa").is_visible()
    page.locator(f"#item-{world.item.pk} button[name=save]").click()
    page.get_by_text("Tallennettu.").wait_for()
    assert AgendaItem.objects.get(pk=world.item.pk).members_text == "Yhteys katkesi."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_text_for_editors_only_is_never_kept_in_the_browser(page, live_server, world):
    sign_in(page, live_server, world.users["taker"])
    item = AgendaItem.objects.get(title="Valmistelu")
    page.goto(address(live_server))
    page.context.set_offline(True)

    page.locator(f"#id_i{item.pk}-members_text").fill("Vain valmistelijoille.")
    page.get_by_text("älä sulje tätä sivua").wait_for()

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_signing_out_takes_the_kept_texts_along(page, live_server, world):
    sign_in(page, live_server, world.users["taker"])
    page.goto(address(live_server))
    page.context.set_offline(True)
    text_for_members(page, world).fill("Yhteys katkesi.")
    page.get_by_text("Ei yhteyttä: tekstisi on tallessa").wait_for()
    page.context.set_offline(False)

    page.goto(f"{live_server.url}/kirjaudu/tili/")
    page.get_by_role("button", name="Kirjaudu ulos", exact=True).click()
    page.wait_for_load_state()

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_enter_in_a_field_saves_the_item_that_it_is_in(page, live_server, world):
    sign_in(page, live_server, world.users["taker"])
    page.goto(address(live_server))
    item = AgendaItem.objects.get(title="Sisäinen")
    page.locator(f"#item-{item.pk} details").evaluate("details => { details.open = true; }")
    page.locator(f"#id_i{item.pk}-text").fill("Kootaan tulokset.")
    page.locator(f"#id_i{item.pk}-kind").select_option("action")

    page.locator(f"#id_i{item.pk}-due_on").press("Enter")
    page.get_by_text("Tallennettu.").wait_for()

    assert f"#item-{item.pk}" in page.url
    assert Outcome.objects.filter(item=item, text="Kootaan tulokset.").count() == 1


def press(page, name):
    """Press a button by keyboard and wait for the page that answers."""
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("with_script", [True, False])
def test_the_way_from_a_new_meeting_to_a_published_memo_by_keyboard(
    with_script, new_page, live_server, world
):
    page = new_page(java_script_enabled=with_script)
    group = f"{live_server.url}/tyoryhmat/ryhma/kokoukset/"
    sign_in(page, live_server, world.users["secretary"])

    page.goto(f"{group}uusi/")
    page.locator("[name=date]").fill("16.8.2017")
    press(page, "Luo kokous")
    page.goto(f"{group}2017-08-16/asialista/")
    page.locator("form:has(button:text('Lisää asia')) [name$=title]").fill("Kokemuspuheenvuoro")
    press(page, "Lisää asia")
    page.goto(f"{group}2017-08-16/lasnaolo/")
    row = page.get_by_role("group", name="Helmi Puheenjohtaja")
    row.locator("input[value=present]").focus()
    page.keyboard.press("Space")
    press(page, "Tallenna läsnäolo")
    page.goto(f"{group}2017-08-16/muistio/")
    item = page.get_by_role("region", name="Kokemuspuheenvuoro")
    item.get_by_label("Teksti kaikille").fill("Maija Korhonen kertoi arjestaan.")
    item.get_by_label("Kuka saa lukea tämän asian").select_option("1")
    page.get_by_role("region", name="Ensiapupiste").get_by_label("Ei keskustelua").check()  # carried over
    press(page, "Kokemuspuheenvuoro")
    page.goto(f"{group}2017-08-16/muistio/tila/")
    press(page, "Lähetä hyväksyttäväksi")
    chair = new_page(java_script_enabled=with_script)
    sign_in(chair, live_server, world.users["chair"])
    chair.goto(f"{group}2017-08-16/muistio/tila/")
    press(chair, "Hyväksy")
    page.goto(f"{group}2017-08-16/muistio/julkaisu/")
    press(page, "Kokemusasiantuntija A")
    press(page, "Julkaise")

    reader = new_page()
    reader.goto(f"{group}2017-08-16/")
    assert reader.get_by_text("Kokemusasiantuntija A kertoi arjestaan.").is_visible()
    assert "Maija" not in reader.content()
    assert MemoVersion.objects.filter(memo__meeting__date="2017-08-16").count() == 1
