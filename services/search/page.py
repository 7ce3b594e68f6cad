"""The search page: the form's options with counts, chips, orders, and the help of an empty result."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Value, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.cards import with_cards
from services.filters import ServiceFilter
from services.furniture import guidance_of
from services.models import Area, Format, MissKind, Municipality, Reach, Service, SupportTier
from services.search import facets
from services.search.counts import EXACT_TO, TOTAL, count_matches
from services.search.engine import matching_in_one_query
from services.search.hits import MOST_RANKED, NEARBY
from services.search.languages import SHOWN_ALWAYS, language_name, language_tag
from services.search.marks import marked, snippet
from services.search.misses import note_miss
from services.search.places import names_like, place_names
from services.templatetags.display import tidy

PER_PAGE = 20
#: How many services the help of an empty result names of each sort.
HELP_ROWS = 3
#: The two sorts of that help.
_ELSEWHERE, _REMOTE = "elsewhere", "remote"


@dataclass(frozen=True)
class Option:
    """A value of a filter with what it would give."""

    value: str
    label: str
    count: int
    is_checked: bool
    id: str
    tier: int | None = None
    lang: str = ""

    @property
    def is_over(self):
        """Over a thousand: the number itself would help nobody."""
        return self.count > EXACT_TO

    checked = property(lambda self: self.is_checked)
    over = property(lambda self: self.is_over)


@dataclass(frozen=True)
class OptionGroup:
    """A filter with its options."""

    name: str
    label: str
    kind: str
    options: list[Option]

    @property
    def is_active(self):
        return any(option.is_checked for option in self.options)


@dataclass(frozen=True)
class Chip:
    """An active part of the search; its address is the search without it."""

    label: str
    value: str
    url: str


class FoundServices:
    """What a paginator slices: each slice is one query, and the length is known already."""

    def __init__(self, criteria, length):
        self.criteria = criteria
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, rows):
        found = Service.objects.search_page(self.criteria, rows).for_cards()
        return found.with_descriptions() if self.criteria.words else found


class SearchPage:
    """Everything the template of a search reads."""

    def __init__(self, data: QueryDict, path: str):
        self.path = path
        self.filterset = ServiceFilter(data)
        self.vocabulary = self.filterset.vocabulary
        self.criteria = self.filterset.criteria
        self.places = self.filterset.places
        self.page_number = data.get("page", 1)

    # -- what was found

    @cached_property
    def counts(self) -> dict[str, int]:
        return count_matches(self.criteria)

    @cached_property
    def total(self) -> int:
        """How many there are; none where a place was not understood, since any list would mislead."""
        return 0 if self.place_problem else self.counts[TOTAL]

    @property
    def total_is_over(self):
        return self.total > EXACT_TO

    @cached_property
    def page(self) -> Page:
        length = min(self.total, MOST_RANKED) if self.words else self.total
        page = Paginator(FoundServices(self.criteria, length), PER_PAGE).get_page(self.page_number)
        page.object_list = with_cards(page.object_list, self.criteria.municipalities) if self.total else []
        if self.words:
            self._mark(page.object_list)
        return page

    def _mark(self, services):
        """Mark the words that were met; where neither name nor summary holds one, show where it stands."""
        terms = self.criteria.question.terms
        for service in services:
            card = service.card
            card.marked_name = marked(tidy(service.name), terms, service.name.lang)
            card.marked_summary = marked(service.summary, terms, service.summary.lang)
            if "<mark>" not in card.marked_name + card.marked_summary:
                card.snippet = snippet(service.description, terms, service.description.lang)

    @cached_property
    def correction(self):
        """The words as they were read where a word was misspelt, and the search for them as typed."""
        question = self.criteria.question if self.words else None
        if question is None or not question.applied:
            return None
        return {"words": question.corrected_words(), "url": self._url_with(exact="yes")}

    @cached_property
    def offer(self):
        """Words much commoner than those typed, one letter away: offered, never searched at once."""
        question = self.criteria.question if self.words else None
        if question is None or not question.offered:
            return None
        words = question.offered_words()
        return {"words": words, "url": self._url_with(q=words)}

    def note_miss(self):
        """Count a search in vain: nothing found, or nothing but nationwide services for a municipality."""
        if not self.words or self.place_problem or self.page_number not in (1, "1"):
            return
        home = next(iter(self.criteria.municipalities), None)
        if not self.total:
            note_miss(self.criteria.question, MissKind.NOTHING, home)
        elif home and not self.counts.get(NEARBY):
            note_miss(self.criteria.question, MissKind.NOTHING_LOCAL, home)

    @property
    def shows_crisis_box(self):
        """The numbers for help at once stand above anything that concerns a crisis, whatever the filter."""
        if self.criteria.is_about_crisis() or (self.words and self.criteria.question.is_emergency):
            return True
        return any(
            3 in service.all_tiers() or {"theme:violence", "theme:crisis"} & set(service.entry.facets)
            for service in self.page.object_list
        )

    # -- the form

    @property
    def form(self):
        return self.filterset.form

    @property
    def words(self):
        return self.criteria.words

    @property
    def place_values(self) -> list[str]:
        """What stands in the fields of the municipality: names understood, else what was typed."""
        return [str(place.name) for place in self.places.municipalities] + self.places.unknown

    @property
    def near_value(self):
        near = self.criteria.near
        return near.code if near else self.places.unknown_near

    @property
    def area(self):
        return self.criteria.area

    @cached_property
    def place_area(self) -> Area | None:
        """The county of the first home, else the chosen area, with whom to call there."""
        if self.criteria.municipalities:
            return self.criteria.municipalities[0].county
        if self.criteria.near:
            return self.criteria.near.municipality.county
        return self.vocabulary.area if self.area else None

    @property
    def order(self):
        return self.criteria.order

    @property
    def place_names(self):
        return place_names()

    @cached_property
    def place_problem(self):
        """What was typed as a place and is none we know, with names that are near to it."""
        if typed := next(iter([*self.places.unknown, self.places.unknown_near]), ""):
            url = self._url_without("municipality", "near")
            joint = "&" if "?" in url else "?"
            near = [
                {"name": found["name"], "url": f"{url}{joint}municipality={found['slug']}"}
                for found in names_like(typed)
            ]
            return {"typed": typed, "near": near}
        return None

    @property
    def problems(self) -> list[str]:
        """Sentences about values that no filter knows (an old bookmark); they were left out."""
        return [error for name, errors in self.form.errors.items() for error in errors]

    @cached_property
    def groups(self) -> list[OptionGroup]:
        labels = {name: field.label for name, field in self.form.fields.items()}
        return [
            OptionGroup(name, labels[name], "select" if name == "age" else "checkbox", self._options(name))
            for name in facets.FACETS
            if name != "network" or self.vocabulary.networks
        ]

    def group(self, name):
        return next(group for group in self.groups if group.name == name)

    @property
    def active_count(self):
        return sum(len(values) for values in self.criteria.chosen.values())

    def _options(self, facet):
        chosen = self.criteria.values(facet)
        options = []
        for value in self._values(facet):
            label, tier, lang = self._label(facet, value)
            count = facets.count_of(self.counts, facet, value)
            options.append(Option(value, label, count, value in chosen, f"{facet}-{value}", tier, lang))
        return options

    def _values(self, facet):
        if facet == "language":
            offered = {term.partition(":")[2] for term in self.counts if term.startswith("language:")}
            more = sorted((offered | set(self.criteria.values("language"))) - set(SHOWN_ALWAYS))
            return [*SHOWN_ALWAYS, *more]
        if facet in facets.FIXED_VALUES:
            return facets.FIXED_VALUES[facet]
        return [word.slug for word in self.vocabulary.of(facet)]

    def _label(self, facet, value) -> tuple[str, int | None, str]:
        """The words of a value, its tier and the language of the words where it is not the reader's."""
        if facet == "tier":
            return str(SupportTier(int(value)).label), int(value), ""
        if facet == "language":
            return language_name(value), None, language_tag(value)
        if facet == "age":
            return age_label(value), None, ""
        if facet == "free":
            return _("Free of charge"), None, ""
        if facet == "urgent":
            return _("Help now"), None, ""
        if facet in ("theme", "audience", "network"):
            name = next((word.name for word in self.vocabulary.of(facet) if word.slug == value), value)
            return name, None, getattr(name, "foreign", "")
        return str(dict(self.form.fields[facet].choices)[value]), None, ""

    # -- addresses

    @cached_property
    def query(self) -> QueryDict:
        """The search as we write it ourselves: what was understood, slugs for names."""
        query = QueryDict(mutable=True)
        criteria = self.criteria
        if criteria.words:
            query["q"] = criteria.words
        if criteria.exact:
            query["exact"] = "yes"
        query.setlist("municipality", [place.slug for place in criteria.municipalities] + self.places.unknown)
        if criteria.area:
            query["area"] = criteria.area.slug
        if self.near_value:
            query["near"] = self.near_value
        for facet in facets.FACETS:
            if values := criteria.values(facet):
                query.setlist(facet, values)
        if criteria.order != ("near" if criteria.near else "best"):
            query["order"] = criteria.order
        return query

    def url(self, query=None) -> str:
        encoded = (self.query if query is None else query).urlencode()
        return f"{self.path}?{encoded}" if encoded else self.path

    def _url_without(self, *names) -> str:
        query = self.query.copy()
        for name in names:
            query.pop(name, None)
        return self.url(query)

    def _url_with(self, **values) -> str:
        query = self.query.copy()
        for name, value in values.items():
            query[name] = value
        return self.url(query)

    def _url_without_value(self, name, value) -> str:
        query = self.query.copy()
        query.setlist(name, [kept for kept in query.getlist(name) if kept != value])
        return self.url(query)

    @property
    def clear_url(self):
        """The search with its words alone."""
        return self.url(QueryDict(mutable=True)) if not self.words else self._only_words()

    def _only_words(self):
        query = QueryDict(mutable=True)
        query["q"] = self.words
        return self.url(query)

    @cached_property
    def chips(self) -> list[Chip]:
        criteria = self.criteria
        chips = [
            Chip(_("Municipality"), place.name, self._url_without_value("municipality", place.slug))
            for place in criteria.municipalities
        ]
        if criteria.area:
            chips.append(Chip(_("Area"), criteria.area.short_name, self._url_without("area")))
        if criteria.near:
            place = f"{criteria.near.code} {criteria.near.municipality.name}"
            chips.append(Chip(_("Near"), place, self._url_without("near", "order")))
        for facet in facets.FACETS:
            for value in criteria.values(facet):
                label = str(self.form.fields[facet].label)
                chips.append(Chip(label, self._label(facet, value)[0], self._url_without_value(facet, value)))
        return chips

    @cached_property
    def orders(self) -> list[dict]:
        labels = {
            "best": _("best first"),
            "near": _("nearest first"),
            "name": _("A to Z"),
            "checked": _("checked most recently"),
        }
        offered = [order for order in labels if order != "near" or self.criteria.near]
        return [
            {
                "value": order,
                "label": labels[order],
                "url": self._url_with(order=order),
                "is_current": order == self.criteria.order,
            }
            for order in offered
        ]

    # -- an empty result is never a dead end

    @cached_property
    def empty(self):
        """What to do when nothing was found; None when something was."""
        return None if self.total else EmptyHelp(self)


class EmptyHelp:
    """Ways on from an empty result: a wider search, the rest of the area, help by phone and online."""

    def __init__(self, search: SearchPage):
        self.search = search
        self.criteria = search.criteria

    @property
    def area(self):
        """The county of the municipality that was asked for, or the area of the search."""
        homes = self.criteria.municipalities
        if homes:
            return homes[0].county
        if self.criteria.near:
            return self.criteria.near.municipality.county
        return None

    @cached_property
    def wider(self) -> list[dict]:
        """The same search with one part left out, and how many services that gives."""
        if self.search.place_problem:
            return []
        counts = self.search.counts
        rows = []
        for facet in facets.FACETS:
            count = counts.get(f"without:{facet}", 0)
            if count and self.criteria.values(facet):
                values = ", ".join(
                    str(self.search._label(facet, value)[0]) for value in self.criteria.values(facet)
                )
                label = _("Without the choice “%(value)s”") % {"value": values}
                rows.append({"label": label, "url": self.search._url_without(facet), "count": count})
        if self.elsewhere:
            query = self.search.query.copy()
            for name in ("municipality", "near", "order"):
                query.pop(name, None)
            query["area"] = self.area.slug
            label = _("All of %(area)s") % {"area": self.area.short_name}
            rows.append(
                {"label": label, "url": self.search.url(query), "count": self.elsewhere[0].found_in_area}
            )
        return rows

    @property
    def elsewhere(self):
        """The same search in the whole area: neighbouring municipalities first."""
        return [service for service in self._services if service.helps == _ELSEWHERE]

    @property
    def remote(self):
        """Nationwide help by phone, chat or online, on the chosen themes first; nobody is left without."""
        return [service for service in self._services if service.helps == _REMOTE]

    @cached_property
    def _services(self):
        """What helps of both kinds, in one query."""
        found = self._remote_query()
        if self.area and not self.search.place_problem and (wide := self._elsewhere_query()) is not None:
            found = wide.union(found, all=True)
        return with_cards(sorted(found, key=lambda service: service.place_in_help))

    def _elsewhere_query(self):
        wide = self.criteria.across(self.area)
        if wide.words and not wide.question.has_answers:
            return None
        homes = self.criteria.municipalities or (self.criteria.near.municipality,)
        neighbour = Municipality.objects.filter(service_set=OuterRef("pk"), neighbours__in=homes)
        found, order = matching_in_one_query(Service.objects.all(), wide)
        found = found.annotate(is_neighbour=Exists(neighbour))
        return _first_rows(found, _ELSEWHERE, ["-is_neighbour", *order])

    def _remote_query(self):
        distant = [f"format:{value}" for value in sorted(Format.distant())]
        themes = [f"theme:{slug}" for slug in self.criteria.values("theme")]
        found = Service.objects.filter(
            entry__reach=Reach.NATIONWIDE, entry__facets__overlap=distant, entry__for_professionals_only=False
        )
        fits = Exists(Service.objects.filter(pk=OuterRef("pk"), entry__facets__overlap=themes))
        has_phone = Exists(Service.objects.filter(pk=OuterRef("pk"), phones__isnull=False))
        order = [fits.desc(), has_phone.desc(), "entry__tier", "entry__sort_fi", "pk"]
        return _first_rows(found.annotate(is_neighbour=Value(False)), _REMOTE, order)

    @property
    def guidance(self):
        """Whom to ask in the municipality, its county or the area; else in the site's own."""
        near = self.criteria.near
        homes = self.criteria.municipalities[:1] or ([near.municipality] if near else [])
        return guidance_of(*homes, self.search.place_area, self.search.vocabulary.site_area)


def _first_rows(found, sort, order):
    """The first few of the services found, each with its sort, its place, and how many there were."""
    found = found.annotate(
        found_in_area=Window(Count("*")), place_in_help=Window(RowNumber(), order_by=order), helps=Value(sort)
    )
    return found.order_by("place_in_help").for_cards()[:HELP_ROWS]


def age_label(value: str) -> str:
    """ "Raskaus", "0–3 kuukautta", "5 vuotta"."""
    if value == "pregnancy":
        return _("Pregnancy")
    if value.endswith("m"):
        first, last = value[:-1].split("-")
        return _("%(first)s–%(last)s months") % {"first": first, "last": last}
    return ngettext("%(years)d year", "%(years)d years", int(value)) % {"years": int(value)}
