"""The words that services are sorted by: themes, audiences and the traffic light."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.sourced import Sourced
from services.translated import Translated, has_text


class SupportTier(models.IntegerChoices):
    """The traffic light of the LAPE model, in order of growing worry, in the families' words."""

    GREEN = 1, _("For all families")
    YELLOW = 2, _("When something worries you")
    RED = 3, _("When things are hard")


#: The same in professionals' words, for the admin only.
PROFESSIONAL_TIERS = {
    SupportTier.GREEN: pgettext_lazy("tier, professionals' word", "managing"),
    SupportTier.YELLOW: pgettext_lazy("tier, professionals' word", "small worry"),
    SupportTier.RED: pgettext_lazy("tier, professionals' word", "great worry"),
}


class Term(Sourced):
    """A row of our own lists, each mapped to many codes of the Suomi.fi service catalogue (PTV).

    PTV has no class for parenting support or separation, so the lists are our own. The slug
    stands in search addresses and is the id in the catalogue format.
    """

    slug = models.CharField(_("address"), max_length=100, unique=True)
    name = Translated(models.CharField, _("name"), max_length=500)
    description = Translated(models.TextField, _("description"), max_length=500)
    synonyms_fi = ArrayField(
        models.CharField(max_length=100), verbose_name=_("synonyms (Finnish)"), default=list, blank=True
    )
    synonyms_sv = ArrayField(
        models.CharField(max_length=100), verbose_name=_("synonyms (Swedish)"), default=list, blank=True
    )
    synonyms_en = ArrayField(
        models.CharField(max_length=100), verbose_name=_("synonyms (English)"), default=list, blank=True
    )
    ptv = ArrayField(models.CharField(max_length=20), verbose_name=_("PTV codes"), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.name)


class Theme(Term):
    """What the support is about: separation, life with a baby, violence …"""

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="theme_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="theme_has_name"),
        ]

    #: Themes whose pages carry the crisis box whatever the tier (design: safety).
    CRISIS_SLUGS = frozenset({"violence", "crisis"})


class Audience(Term):
    """Whom the support is for: fathers, families with a baby, young parents …"""

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="audience_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="audience_has_name"),
        ]

    #: Whoever asks for a narrow audience is offered these as well.
    GENERAL_SLUGS = frozenset({"everyone", "families"})
    #: A service for these alone stays out until asked for.
    PROFESSIONAL_SLUG = "professionals"
