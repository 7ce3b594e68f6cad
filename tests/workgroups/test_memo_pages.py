"""The pages of the memo taker: nothing typed is lost, nothing is overwritten unseen, nothing leaks."""

import pytest
from django.urls import reverse

from lape.models import OutboxMail
from tests.factories import make_organization, make_service, make_theme
from tests.workgroups.memo_rows import fresh, in_state, make_expert, make_world
from tests.workgroups.workgroups_rows import make_action, make_decision, make_item, make_membership
from workgroups.memo import publishing
from workgroups.memo.saving import fingerprint, text_fingerprint, values_of
from workgroups.models import (
    AgendaItem,
    Draft,
    Memo,
    MemoVersion,
    Outcome,
    Partner,
    Redaction,
    Role,
    Visibility,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def taker(client, world):
    client.force_login(world.users["taker"])
    return client


def address(name, meeting, *rest):
    return reverse(f"workgroups:{name}", args=[meeting.workgroup.slug, meeting.address_part, *rest])


def typed(item, **changed):
    """The fields of an item's form as the page gave them, with what somebody changed."""
    item = AgendaItem.objects.get(pk=item.pk)
    fields = {
        "public_text": item.public_text,
        "members_text": item.members_text,
        "visibility": item.visibility,
        "state": item.state,
        "version": item.version,
        "base": fingerprint(values_of(item)),
        "kind": "decision",
        "outcome_visibility": 2,
    } | changed
    return {f"i{item.pk}-{name}": value for name, value in fields.items()}


def stored(item):
    return AgendaItem.objects.get(pk=item.pk)


# -- Saving


def test_the_memo_is_begun_on_its_page(client, world):
    world.memo.delete()
    client.force_login(world.users["taker"])
    url = address("memo_edit", world.meeting)
    assert client.get(url).status_code == 200
    assert not Memo.objects.exists()

    client.post(url)
    client.post(url)

    assert Memo.objects.get().author == world.users["taker"].person


def test_an_item_is_saved_and_the_page_returns_to_it(taker, world):
    data = typed(world.item, public_text="Avataan\r\nkeväällä. ", visibility=1)

    answer = taker.post(address("memo_edit", world.meeting), data | {"save": world.item.pk})

    assert answer.url.endswith(f"?saved={world.item.pk}#item-{world.item.pk}")
    assert stored(world.item).public_text == "Avataan\nkeväällä."


def test_every_button_saves_all_that_was_typed(taker, world):
    other = make_item(world.meeting, "Toinen")
    data = typed(world.item, public_text="Yksi") | typed(other, members_text="Kaksi")
    data |= {"summary": "Kolme", "summary_base": text_fingerprint(world.memo.summary)}

    taker.post(address("memo_edit", world.meeting), data | {"save": world.item.pk})

    assert (stored(world.item).public_text, stored(other).members_text) == ("Yksi", "Kaksi")
    assert fresh(world.memo).summary == "Kolme"


def test_the_way_on_saves_what_was_typed(taker, world):
    data = typed(world.item, text="Avataan maaliskuussa.")

    answer = taker.post(address("memo_edit", world.meeting), data | {"save": "next"})

    assert answer.url == f"{address('memo_state', world.meeting)}?saved=next"
    assert "Tallennettu" in taker.get(answer.url).content.decode()
    assert world.item.outcomes.get().text == "Avataan maaliskuussa."


def test_an_untouched_item_that_somebody_else_saved_is_no_conflict(taker, world):
    other = make_item(world.meeting, "Toinen")
    page = typed(world.item, public_text="Yksi") | typed(other)
    AgendaItem.objects.filter(pk=other.pk).update(public_text="Toisen kirjoittama", version=2)

    answer = taker.post(address("memo_edit", world.meeting), page | {"save": world.item.pk})

    assert answer.status_code == 302
    assert stored(other).public_text == "Toisen kirjoittama"


def test_two_writers_of_one_item_both_keep_their_text(taker, world):
    mine = typed(world.item, public_text="Minun tekstini")
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Toisen teksti", version=2)

    answer = taker.post(address("memo_edit", world.meeting), mine | {"save": world.item.pk})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Minun tekstini" in page and "Toisen teksti" in page
    assert stored(world.item).public_text == "Toisen teksti"
    assert Draft.objects.get().fields["public_text"] == "Minun tekstini"
    assert "Minun tekstini" in taker.get(address("memo_edit", world.meeting)).content.decode()


def test_the_page_of_both_texts_saves_over_the_text_that_it_shows(taker, world):
    mine = typed(world.item, public_text="Minun")
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Toisen", version=2)
    form = taker.post(address("memo_edit", world.meeting), mine).context["forms"][0]
    shown = {
        f"i{world.item.pk}-{name}": form[name].value() for name in ("version", "base", "visibility", "state")
    }

    answer = taker.post(
        address("memo_edit", world.meeting), shown | {f"i{world.item.pk}-public_text": "Yhdessä"}
    )

    assert answer.status_code == 302
    assert stored(world.item).public_text == "Yhdessä"
    assert not Draft.objects.exists()


def test_a_summary_that_somebody_else_changed_is_shown_beside_ones_own(taker, world):
    data = {"summary": "Minun", "summary_base": text_fingerprint("vanha")}

    answer = taker.post(address("memo_edit", world.meeting), data)

    assert answer.status_code == 409
    assert "Minun" in answer.content.decode() and "Sovittiin pisteestä." in answer.content.decode()


def test_what_was_typed_into_a_removed_item_is_shown(taker, world):
    data = typed(world.item, public_text="Jäi kesken")
    world.item.delete()

    answer = taker.post(address("memo_edit", world.meeting), data)

    assert answer.status_code == 409
    assert "Jäi kesken" in answer.content.decode()


def test_a_form_sent_twice_is_saved_once(taker, world):
    data = typed(world.item, public_text="Uusi", kind="action", text="Kutsutaan kollegat.", owner="all")
    url = address("memo_edit", world.meeting)

    answers = [taker.post(url, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.text, outcome.state) == ("action", "Kutsutaan kollegat.", "open")
    assert outcome.is_owned_by_all_partners and outcome.visibility == Visibility.MEMBERS


def test_a_wrong_field_is_told_and_what_was_typed_stays_while_the_rest_is_saved(taker, world):
    other = make_item(world.meeting, "Toinen")
    wrong = typed(world.item, public_text="Säilyy", text="Päätös", due_on="2017-13-40")

    answer = taker.post(address("memo_edit", world.meeting), wrong | typed(other, public_text="Tallentuu"))

    assert answer.status_code == 200
    assert "Säilyy" in answer.content.decode() and "2017-13-40" in answer.content.decode()
    assert stored(other).public_text == "Tallentuu"
    assert Draft.objects.get().fields["public_text"] == "Säilyy"


def test_an_approved_memo_is_not_written_and_what_was_typed_is_kept(taker, world):
    data = typed(world.item, public_text="Myöhässä")
    in_state(world.memo, "approved")

    answer = taker.post(address("memo_edit", world.meeting), data)

    assert answer.status_code == 409
    assert stored(world.item).public_text == "Piste avataan syksyllä."
    assert Draft.objects.get().fields["public_text"] == "Myöhässä"


def test_a_saved_item_for_members_takes_its_outcomes_off_the_public_pages(taker, world):
    outcome = make_decision(world.item, published_text="Perustetaan alaryhmä.")

    taker.post(address("memo_edit", world.meeting), typed(world.item, visibility=2))

    outcome.refresh_from_db()
    assert outcome.published_text == ""


def test_an_item_whose_title_names_somebody_is_not_opened_to_everyone(client, taker, world):
    make_expert(world)
    item = make_item(world.meeting, "Maija Korhosen asia", visibility=Visibility.MEMBERS)

    answer = taker.post(address("memo_edit", world.meeting), typed(item, visibility=1, public_text="Säilyy"))

    assert answer.status_code == 200
    assert "Säilyy" in answer.content.decode()
    client.logout()
    assert "Korhosen" not in client.get(world.meeting.get_absolute_url()).content.decode()


def test_what_was_typed_while_the_sign_in_ended_is_given_back(client, world):
    text = "Sovittiin <b>että</b> piste avataan syksyllä."

    answer = client.post(address("memo_edit", world.meeting), typed(world.item, public_text=text))

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "private, no-store")
    assert "Sovittiin &lt;b&gt;että&lt;/b&gt; piste avataan syksyllä." in page
    assert "/kirjaudu/?next=" in page
    assert stored(world.item).public_text == "Piste avataan syksyllä."


def test_a_summary_that_is_too_long_is_kept_beside_a_conflict(taker, world):
    mine = typed(world.item, public_text="Minun") | {"summary": "Pitkä " * 400, "summary_base": "x"}
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Toisen", version=2)

    answer = taker.post(address("memo_edit", world.meeting), mine)

    assert answer.status_code == 409
    assert "Pitkä Pitkä" in answer.content.decode()


@pytest.mark.parametrize("number", ["²", "9" * 40, "-1", "\0", "x"])
def test_a_mistyped_number_is_no_server_error(taker, world, number):
    data = typed(world.item, version=number) | {"item": number, "discard": number, "save": number}
    outcome = make_decision(world.item)

    answers = [
        taker.post(address("memo_edit", world.meeting), data),
        taker.post(address("memo_draft", world.meeting), data),
        taker.post(address("memo_draft", world.meeting), data | {"item": world.item.pk}),
        taker.post(address("outcome_edit", world.meeting, outcome.pk), outcome_data(outcome, version=number)),
        taker.post(address("memo_state", world.meeting), {"step": "submit", "version": number}),
    ]

    assert all(answer.status_code < 500 for answer in answers)


# -- Drafts


def test_a_draft_is_kept_restored_and_gone_on_save(taker, world):
    data = typed(world.item, public_text="Kesken") | {"item": world.item.pk}

    answer = taker.post(address("memo_draft", world.meeting), data)

    assert answer.json()["is_old"] is False
    assert stored(world.item).public_text == "Piste avataan syksyllä."
    page = taker.get(address("memo_edit", world.meeting))
    assert "Kesken" in page.content.decode()
    taker.post(address("memo_edit", world.meeting), typed(world.item, public_text="Kesken"))
    assert stored(world.item).public_text == "Kesken"
    assert not Draft.objects.exists()


def test_the_page_of_the_state_tells_its_writer_of_drafts(taker, world):
    taker.post(
        address("memo_draft", world.meeting),
        typed(world.item, public_text="Kesken") | {"item": world.item.pk},
    )

    page = taker.get(address("memo_state", world.meeting))

    assert [draft.item for draft in page.context["unsaved"]] == [world.item]


def test_a_draft_tells_that_somebody_else_has_saved(taker, world):
    data = typed(world.item, public_text="Kesken") | {"item": world.item.pk}
    AgendaItem.objects.filter(pk=world.item.pk).update(version=2)

    assert taker.post(address("memo_draft", world.meeting), data).json()["is_old"] is True


def test_a_draft_is_its_authors_alone(client, world):
    client.force_login(world.users["taker"])
    client.post(
        address("memo_draft", world.meeting),
        typed(world.item, members_text="Salainen luonnos") | {"item": world.item.pk},
    )
    for role in ("chair", "secretary"):
        client.force_login(world.users[role])
        assert "Salainen luonnos" not in client.get(address("memo_edit", world.meeting)).content.decode()


def test_discarding_one_draft_saves_what_else_was_typed(taker, world):
    other = make_item(world.meeting, "Toinen")
    taker.post(
        address("memo_draft", world.meeting), typed(world.item, public_text="Pois") | {"item": world.item.pk}
    )
    data = typed(world.item, public_text="Pois") | typed(other, public_text="Säilyy")

    taker.post(address("memo_edit", world.meeting), data | {"discard": world.item.pk})

    assert not Draft.objects.exists()
    assert stored(world.item).public_text == "Piste avataan syksyllä."
    assert stored(other).public_text == "Säilyy"


# -- Outcomes


def outcome_data(outcome, **changed):
    return {
        "kind": outcome.kind, "text": outcome.text, "visibility": outcome.visibility, "state": outcome.state,
        "version": stored(outcome.item).version,
    } | changed  # fmt: skip


def test_an_action_gets_an_owner_a_day_and_what_it_points_at(taker, world):
    partner = make_organization("Esimerkkiyhdistys ry")
    Partner.objects.create(workgroup=world.group, organization=partner, kind="municipality")
    service = make_service("Pariterapia", slug="pariterapia")
    theme = make_theme("Ero")
    outcome = make_action(world.item)
    data = outcome_data(
        outcome, owner=f"organization:{partner.pk}", due_on="2017-08-18", is_service_description="on",
        service="https://www.example.org/palvelut/pariterapia/", theme=theme.pk,
    )  # fmt: skip

    answer = taker.post(address("outcome_edit", world.meeting, outcome.pk), data)

    assert answer.status_code == 302, answer.context["form"].errors
    outcome.refresh_from_db()
    assert (outcome.owner_organization, outcome.service, outcome.theme) == (partner, service, theme)
    assert str(outcome.due_on) == "2017-08-18" and outcome.is_service_description


def test_an_owner_outside_the_group_is_not_accepted(taker, world):
    outcome = make_action(world.item)
    stranger = world.users["stranger"].person

    answer = taker.post(
        address("outcome_edit", world.meeting, outcome.pk),
        outcome_data(outcome, owner=f"person:{stranger.pk}"),
    )

    assert answer.status_code == 200 and answer.context["form"].errors["owner"]


def test_an_action_that_becomes_a_decision_loses_its_owner(taker, world):
    outcome = make_action(world.item, owner_person=world.users["member"].person, due_on="2017-08-18")

    taker.post(
        address("outcome_edit", world.meeting, outcome.pk),
        outcome_data(outcome, kind="decision", owner=f"person:{outcome.owner_person_id}"),
    )

    outcome.refresh_from_db()
    assert (outcome.kind, outcome.owner_person, outcome.due_on, outcome.state) == ("decision", None, None, "")


def test_an_outcome_that_somebody_else_saved_is_shown_beside_ones_own(taker, world):
    outcome = make_decision(world.item, "Vanha")
    data = outcome_data(outcome, text="Minun")
    Outcome.objects.filter(pk=outcome.pk).update(text="Toisen")
    AgendaItem.objects.filter(pk=world.item.pk).update(version=2)

    answer = taker.post(address("outcome_edit", world.meeting, outcome.pk), data)

    assert answer.status_code == 409
    assert "Minun" in answer.content.decode() and "Toisen" in answer.content.decode()
    outcome.refresh_from_db()
    assert outcome.text == "Toisen"


def test_an_outcome_is_deleted_from_its_page(taker, world):
    outcome = make_decision(world.item)

    taker.post(address("outcome_edit", world.meeting, outcome.pk), outcome_data(outcome, delete=""))

    assert not Outcome.objects.exists()


# -- From state to state, on the pages


def test_a_memo_is_sent_approved_guarded_and_published_by_its_people(client, world):
    make_expert(world)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Maijalta kuultiin.")
    state, names = address("memo_state", world.meeting), address("memo_names", world.meeting)
    url = address("memo_publish", world.meeting)
    make_decision(AgendaItem.objects.get(title="Valmistelu"), visibility=3)

    def press(role, path, **data):
        client.force_login(world.users[role])
        return client.post(path, {"version": fresh(world.memo).version} | data)

    assert press("taker", state, step="submit").status_code == 302
    assert OutboxMail.objects.get().to == world.users["chair"].email
    assert "Helmi Puheenjohtaja" in client.get(state).content.decode()
    assert press("chair", state, step="approve").status_code == 302
    assert press("taker", url, step="publish").status_code == 422
    hit = client.get(url).context["people"][0]["hits"][0]
    assert (hit.before, hit.found, hit.after) == ("", "Maijalta", " kuultiin.")
    press("taker", names, action="replace", hit=hit.digest)
    answer = press("taker", url, step="publish")

    assert answer.status_code == 302
    assert "Muistio on julkaistu." in client.get(answer.url).content.decode()
    assert MemoVersion.objects.get().public["items"][0]["text"] == "Kokemusasiantuntija A:lta kuultiin."


def test_texts_for_everyone_in_items_for_members_are_named_before_publishing(taker, world):
    inside = AgendaItem.objects.get(title="Sisäinen")
    AgendaItem.objects.filter(pk=inside.pk).update(public_text="Kaikille kirjoitettu.")
    in_state(world.memo, "approved")

    page = taker.get(address("memo_publish", world.meeting))

    assert page.context["hidden"] == [inside]


def test_a_second_press_of_publish_is_told_that_the_memo_has_changed(taker, world):
    in_state(world.memo, "approved")
    data = {"step": "publish", "version": fresh(world.memo).version}

    answers = [taker.post(address("memo_publish", world.meeting), data).status_code for _ in range(2)]

    assert answers == [302, 409]
    assert MemoVersion.objects.count() == 1


def test_without_a_second_factor_nothing_is_published(taker, world, settings):
    settings.SECOND_FACTOR_FOR_PUBLISHERS = True
    memo = in_state(world.memo, "approved")

    answer = taker.post(address("memo_publish", world.meeting), {"step": "publish", "version": memo.version})

    assert answer.status_code == 302 and "next=" in answer.url
    assert not MemoVersion.objects.exists()


def test_a_note_stays_in_the_form_when_somebody_was_quicker(client, world):
    memo = in_state(world.memo, "in_review")
    client.force_login(world.users["chair"])
    data = {"step": "return", "note": "Täydennä läsnäolijat.", "version": memo.version - 1}

    answer = client.post(address("memo_state", world.meeting), data)

    assert answer.status_code == 409
    assert "Täydennä läsnäolijat." in answer.content.decode()


@pytest.mark.parametrize(("step", "state"), [("approve", "in_review"), ("withdraw", "published")])
def test_a_step_above_ones_right_is_refused(taker, world, step, state):
    memo = in_state(world.memo, state)

    answer = taker.post(
        address("memo_state", world.meeting), {"step": step, "note": "x", "version": memo.version}
    )

    assert answer.status_code == 403
    assert fresh(world.memo).state == state


#: What each role gets: memo takers and editors write, members read the state, the rest see nothing.
PAGES = {
    "memo_edit": {
        "chair": 200,
        "secretary": 200,
        "taker": 200,
        "member": 404,
        "stranger": 404,
        "former": 404,
    },
    "memo_state": {
        "chair": 200,
        "secretary": 200,
        "taker": 200,
        "member": 200,
        "stranger": 404,
        "former": 404,
    },
    "memo_publish": {
        "chair": 200,
        "secretary": 200,
        "taker": 200,
        "member": 404,
        "stranger": 404,
        "former": 404,
    },
    "memo_versions": {
        "chair": 200,
        "secretary": 200,
        "taker": 200,
        "member": 200,
        "stranger": 404,
        "former": 404,
    },
    "memo_redact": {
        "chair": 200,
        "secretary": 200,
        "taker": 404,
        "member": 404,
        "stranger": 404,
        "former": 404,
    },
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_lets_in_the_roles_of_the_table(client, world, name):
    former = make_world().users["member"]
    make_membership(world.group, former.person, end_date="2017-12-31")
    found = {}
    for role, user in (world.users | {"former": former}).items():
        client.force_login(user)
        answer = client.get(address(name, world.meeting))
        assert "no-store" in answer.headers["Cache-Control"]
        found[role] = answer.status_code

    assert found == PAGES[name]


def test_the_anonymous_are_asked_to_sign_in(client, world):
    for name in PAGES:
        assert client.get(address(name, world.meeting)).status_code == 302


def test_members_see_no_text_of_editors_on_any_page(client, world):
    in_state(world.memo, "approved")
    memo = fresh(world.memo)
    publishing.publish(memo, "publish", world.users["taker"], memo.version)
    memo = fresh(world.memo)
    publishing.publish(memo, "correct", world.users["taker"], memo.version, "Korjaus")
    client.force_login(world.users["member"])

    for name, rest in [("memo_state", ()), ("memo_versions", ()), ("memo_difference", (2,))]:
        assert "valmistelijoille" not in client.get(address(name, world.meeting, *rest)).content.decode()


def test_a_difference_is_marked_and_said_in_words(client, world):
    in_state(world.memo, "approved")
    memo = fresh(world.memo)
    publishing.publish(memo, "publish", world.users["taker"], memo.version)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Piste avataan keväällä.")
    memo = fresh(world.memo)
    publishing.publish(memo, "correct", world.users["taker"], memo.version, "Väärä aika")
    client.force_login(world.users["member"])

    page = client.get(address("memo_difference", world.meeting, 2)).content.decode()

    assert "<del>" in page and "syksyllä." in page
    assert "<ins>" in page and "keväällä." in page


# -- Redaction


def test_the_first_redaction_is_read_about_asked_and_done(client, world):
    client.force_login(world.users["chair"])
    url = address("memo_redact", world.meeting)
    AgendaItem.objects.filter(pk=world.item.pk).update(public_text="Maija Korhonen kertoi.")
    data = {"kind": "name", "words": "Maija Korhonen", "reason": "Pyyntö"}

    assert client.post(url, data).context["form"].errors["is_understood"]
    data["is_understood"] = "on"
    assert client.post(url, data).context["places"] == 1
    assert not Redaction.objects.exists()
    client.post(url, data | {"confirm": ""})

    assert stored(world.item).public_text == "▇▇▇ kertoi."
    assert not client.get(url).context["is_first"]


# -- Speed


def test_the_page_makes_as_many_queries_with_50_items_as_with_5(client, world, django_assert_max_num_queries):
    client.force_login(world.users["taker"])
    for number in range(50):
        item = make_item(world.meeting, f"Asia {number}")
        make_action(item, owner_person=world.users["member"].person)
    make_membership(world.group, role=Role.MEMBER)

    with django_assert_max_num_queries(20):
        client.get(address("memo_edit", world.meeting))
    with django_assert_max_num_queries(20):
        client.get(address("memo_publish", world.meeting))
