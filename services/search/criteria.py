"""What a reader asked for, checked and turned into rows of the database."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from services.models import Area, Municipality, PostalCode
from services.search.facets import area_terms, place_terms
from services.search.question import Question

ORDERS = ("best", "near", "name", "checked")


@dataclass(frozen=True)
class Criteria:
    """One search. `chosen` maps a filter ("theme") to its chosen values (["separation"]).

    `exact` leaves words as they were typed, however misspelt.
    """

    words: str = ""
    municipalities: tuple[Municipality, ...] = ()
    area: Area | None = None
    near: PostalCode | None = None
    chosen: dict[str, list[str]] = field(default_factory=dict)
    order: str = "best"
    exact: bool = False

    @cached_property
    def question(self) -> Question:
        """The words, understood; one query when it is first asked for."""
        return Question(self.words, exact=self.exact)

    def places(self) -> list[str] | None:
        """Terms of which a service must serve one; None when the whole country will do.

        A postal code alone stands for its municipality: what is near is of no use to a family
        that may not come.
        """
        homes = self.municipalities or ((self.near.municipality,) if self.near and not self.area else ())
        if homes:
            return sorted({term for home in homes for term in place_terms(home)})
        return area_terms(self.area) if self.area else None

    def values(self, facet: str) -> list[str]:
        return self.chosen.get(facet, [])

    def without(self, facet: str, value: str | None = None) -> "Criteria":
        """The same search without one filter, or without one of its values."""
        rest = [kept for kept in self.values(facet) if value is not None and kept != value]
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        if rest:
            chosen[facet] = rest
        return self._with_same_words(chosen=chosen)

    def across(self, area: Area | None) -> "Criteria":
        """The same search in a whole area, or everywhere."""
        return self._with_same_words(municipalities=(), near=None, area=area)

    def _with_same_words(self, **changes):
        """Another search for the same words, which are not understood a second time."""
        changed = replace(self, **changes)
        if "question" in self.__dict__:
            changed.__dict__["question"] = self.question
        return changed

    def is_about_crisis(self) -> bool:
        """Tell whether urgent help should stand first: the hard tier, violence or a crisis was asked for."""
        return (
            "3" in self.values("tier")
            or bool(self.values("urgent"))
            or bool({"violence", "crisis"} & set(self.values("theme")))
        )
