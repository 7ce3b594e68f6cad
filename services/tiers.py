"""The three tiers in the families' words: they describe a situation, never a family."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from services.models import SupportTier

#: One sentence a tier, and a second one about when to come.
SENTENCES = {
    SupportTier.GREEN: _("For everyday life: clinics, meeting places, clubs and information."),
    SupportTier.YELLOW: _(
        "Something weighs on you or daily life is a struggle: someone to talk to, advice, groups."
    ),
    SupportTier.RED: _("Violence, fear, a crisis, or something you cannot manage alone."),
}
INVITATIONS = {
    SupportTier.GREEN: _("You need no special reason to come."),
    SupportTier.YELLOW: _("Get in touch even if you are not sure."),
    SupportTier.RED: _("Help now and support for longer."),
}


@dataclass(frozen=True)
class TierView:
    """A tier as a page shows it."""

    value: int
    label: str
    sentence: str
    invitation: str
    url: str
    count: int
    examples: tuple = ()


def tier_views(url: Callable[[int], str], count: Callable[[int], int], examples=None) -> list[TierView]:
    """The three tiers; `url` and `count` give the link and the number of services of each."""
    return [
        TierView(
            tier.value,
            str(tier.label),
            str(SENTENCES[tier]),
            str(INVITATIONS[tier]),
            url(tier.value),
            count(tier.value),
            tuple((examples or {}).get(tier.value, ())),
        )
        for tier in SupportTier
    ]
