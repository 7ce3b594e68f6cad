"""Two writers of one thing: the second gets both texts, and its own is still there to be saved."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from tests.workgroups.workgroups_rows import make_item, make_meeting
from workgroups.conflicts import conflict_page, row_stamp, save_if_unchanged, stamp
from workgroups.forms import ClockField, DayField

pytestmark = pytest.mark.django_db


class TextForm(forms.Form):
    base = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label="Otsikko")
    text = forms.CharField(label="Teksti", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Laji", choices=[("a", "Ensimmäinen"), ("b", "Toinen")])
    is_open = forms.BooleanField(label="Avoin", required=False)
    date = DayField(label="Päivä")
    start_time = ClockField(label="Alkaa")


TYPED = {"base": "1", "title": "Sama", "text": "Minun\r\nteksti", "kind": "a", "is_open": "on"}
TYPED |= {"date": "3.5.2027", "start_time": "13:00"}
SAVED = {"title": "Sama", "text": "<b>Toisen</b> teksti", "kind": "b", "is_open": True}


@pytest.fixture
def answer():
    import datetime

    request = RequestFactory().post("/muokkaa/")
    request.user = AnonymousUser()
    request.resolver_match = None
    saved = SAVED | {"date": datetime.date(2027, 5, 3), "start_time": datetime.time(13, 0)}
    return conflict_page(request, TextForm(TYPED), TextForm(initial=saved), base=2, back="/takaisin/")


def test_the_first_to_save_wins_and_the_second_is_told():
    item = make_item(make_meeting())

    assert save_if_unchanged(item, 1, {"public_text": "Ensimmäinen"})
    assert not save_if_unchanged(item, 1, {"public_text": "Toinen"})

    item.refresh_from_db()
    assert (item.public_text, item.version) == ("Ensimmäinen", 2)


def test_the_page_shows_both_texts_of_what_differs_and_keeps_the_rest_hidden(answer):
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Minun\nteksti" in page.replace("\r\n", "\n")
    assert "&lt;b&gt;Toisen&lt;/b&gt; teksti" in page
    assert "Toinen" in page
    assert '<input type="hidden" name="title" value="Sama">' in page
    assert '<input type="hidden" name="date" value="3.5.2027">' in page
    assert '<input type="hidden" name="is_open" value="on">' in page


def test_the_form_of_the_page_carries_the_state_that_is_saved_now(answer):
    page = answer.content.decode()

    assert '<input type="hidden" name="base" value="2">' in page
    assert 'name="base" value="1"' not in page
    assert 'action="/muokkaa/"' in page
    assert 'href="/takaisin/"' in page


def test_a_stamp_tells_whether_the_columns_of_a_form_have_changed():
    item = make_item(make_meeting())
    before = row_stamp(item, ["title", "minutes"])

    item.members_text = "Muuta"
    same = row_stamp(item, ["title", "minutes"])
    item.minutes = 10

    assert before == same != row_stamp(item, ["title", "minutes"])
    assert stamp({"a": 1, "b": 2}) == stamp({"b": 2, "a": 1})
