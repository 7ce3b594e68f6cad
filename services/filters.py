"""The search form: what a reader may ask for, and what we say when we do not understand."""

import unicodedata

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models import Access, Format, SupportTier
from services.search.criteria import ORDERS, Criteria
from services.search.facets import AGES
from services.search.places import asked_places, find_places
from services.search.vocabulary import load_vocabulary

#: Nobody's question is longer; more would only cost time.
WORDS_LENGTH = 200
#: No municipality has a longer name.
PLACE_LENGTH = 60
UNKNOWN_VALUE = _("We do not know the choice “%(value)s”, so it was left out.")


def tidy_words(text: str, length: int) -> str:
    """A typed text without control characters and marks that turn its direction, cut to `length`."""
    visible = (
        sign for sign in text if unicodedata.category(sign) != "Cf"
    )  # soft hyphens, marks of direction
    text = "".join(sign if sign.isprintable() else " " for sign in visible)
    return " ".join(text.split())[:length].strip()


class WordsField(forms.CharField):
    """What is searched for; a text too long is searched by its beginning."""

    def to_python(self, value):
        return tidy_words(value or "", WORDS_LENGTH)


class ManyField(forms.MultipleChoiceField):
    """Values of a filter; unknown ones are told and the known ones kept."""

    default_error_messages = {"invalid_choice": UNKNOWN_VALUE, "invalid_list": UNKNOWN_VALUE}


#: A child has two homes; more places would only make every link of the page longer.
PLACES_TYPED = 4


class TypedListField(forms.Field):
    """Texts that may be given several times; checked as places by the filterset."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        texts = (tidy_words(typed, PLACE_LENGTH) for typed in value or [])
        return list(dict.fromkeys(text for text in texts if text))[:PLACES_TYPED]


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField


class ManyFilter(django_filters.MultipleChoiceFilter):
    field_class = ManyField


class TypedListFilter(django_filters.Filter):
    field_class = TypedListField


class OneFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs):
        super().__init__(error_messages={"invalid_choice": UNKNOWN_VALUE}, **kwargs)


# As functions: Django copies the lists of a form, word for word, for each request.
def _yes():
    return [("yes", _("Yes"))]


def _ages():
    return [(value, value) for value in AGES]


def _tiers():
    return [(str(value), label) for value, label in SupportTier.choices]


def _formats():
    return Format.choices


def _ways_in():
    return Access.choices


def _orders():
    return [(order, order) for order in ORDERS]


class ServiceFilter(django_filters.FilterSet):
    """The search of services; `criteria` is what was understood, and `places` what was typed as places."""

    q = WordsFilter(label=_("What do you need support with?"))
    municipality = TypedListFilter(label=_("Municipality or postal code"))
    near = TypedListFilter(label=_("Near postal code"))
    area = OneFilter(label=_("Area"))
    tier = ManyFilter(label=_("Situation"), choices=_tiers)
    theme = ManyFilter(label=_("Theme"))
    age = OneFilter(label=_("Child's age"), choices=_ages)
    audience = ManyFilter(label=_("For whom"))
    format = ManyFilter(label=_("How you meet"), choices=_formats)
    access = ManyFilter(label=pgettext_lazy("filter", "How to get in"), choices=_ways_in)
    language = ManyFilter(label=_("Language"))
    free = OneFilter(label=_("Cost"), choices=_yes)
    urgent = OneFilter(label=_("Help now"), choices=_yes)
    network = ManyFilter(label=_("Network"))
    exact = OneFilter(label=_("Exactly these words"), choices=_yes)
    order = OneFilter(label=_("Order"), choices=_orders)

    def __init__(self, data=None, queryset=None, **kwargs):
        from services.models import Service

        queryset = Service.objects.all() if queryset is None else queryset
        super().__init__(data, queryset, **kwargs)
        self.vocabulary = load_vocabulary(self._asked_places())
        for facet in ("theme", "audience", "network"):
            self._offer(facet, [(word.slug, word.name) for word in self.vocabulary.of(facet)])
        area = self.vocabulary.area_to_search
        self._offer("area", [(area.slug, area.short_name)] if area else [])
        # Any code may be asked for: a language nobody offers gives the help of an empty result.
        self._offer(
            "language", [(code[:11], code[:11]) for code in self._given("language") if code.isalpha()]
        )

    def _asked_places(self):
        """The places that are typed or stand in the words, before the form is read."""
        typed = TypedListField().to_python(self._given("municipality"))
        near = TypedListField().to_python(self._given("near"))
        words = WordsField().to_python((self._given("q") or [""])[-1])
        return asked_places([*typed, *near[:1]], words, (self._given("area") or [""])[-1])

    def _offer(self, name, choices):
        self.filters[name].extra["choices"] = choices

    def _given(self, name):
        return self.data.getlist(name) if hasattr(self.data, "getlist") else []

    @property
    def is_exact(self):
        """The reader wants the words as they stand: neither corrected nor searched for places."""
        return bool(self._value("exact", ""))

    def filter_queryset(self, queryset):
        return queryset.search(self.criteria)

    @property
    def qs(self):
        """The services found; a value that is not understood is left out, never the whole search."""
        return self.filter_queryset(self.queryset)

    @property
    def places(self):
        if not hasattr(self, "_places"):
            self._places = find_places(
                self._value("municipality", []),
                next(iter(self._value("near", [])), ""),
                "" if self.is_exact else self._value("q", ""),
                bool(self._value("area", "")),
                known=self.vocabulary.municipalities,
            )
        return self._places

    @property
    def criteria(self) -> Criteria:
        if not hasattr(self, "_criteria"):
            chosen = {
                facet: values
                for facet in ("tier", "theme", "audience", "format", "access", "language", "network")
                if (values := self._known(facet))
            }
            chosen |= {
                facet: [value] for facet in ("age", "free", "urgent") if (value := self._value(facet, ""))
            }
            near = self.places.near
            order = self._value("order", "")
            if not order or (order == "near" and near is None):
                order = "near" if near else "best"
            self._criteria = Criteria(
                words=self._value("q", "") if self.is_exact else self.places.words,
                municipalities=tuple(self.places.municipalities),
                area=self.vocabulary.area_to_search if self._value("area", "") else None,
                near=near,
                chosen=chosen,
                order=order,
                exact=self.is_exact,
            )
        return self._criteria

    def _value(self, name, default):
        self.form.is_valid()
        return self.form.cleaned_data.get(name) or default

    def _known(self, name):
        offered = {value for value, _label in self.form.fields[name].choices}
        return [value for value in dict.fromkeys(self._given(name)) if value in offered]
