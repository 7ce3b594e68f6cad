"""Who offers the support: organizations and the networks that join them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.places import Area, District, Municipality
from services.models.sourced import Sourced
from services.querysets import OrganizationQuerySet
from services.translated import Translated, has_text, sort_column

CHECK_INTERVAL_MONTHS = 12
SHORTEST_CHECK_INTERVAL_MONTHS = 3
#: An unconfirmed listing leaves the search at 18 months; whoever is asked needs time to answer before.
LONGEST_CHECK_INTERVAL_MONTHS = 15
CHECK_INTERVALS = (SHORTEST_CHECK_INTERVAL_MONTHS, LONGEST_CHECK_INTERVAL_MONTHS)


class Scope(models.TextChoices):
    """How far a service reaches, the nearest first."""

    MUNICIPALITIES = "municipalities", _("chosen municipalities")
    COUNTIES = "counties", _("wellbeing services counties")
    REGIONS = "regions", _("regions")
    COUNTRY = "country", _("the whole country")


class Coverage(models.Model):
    """The area that is served: the country, counties, regions, or municipalities of any of them."""

    scope = models.CharField(_("area served"), max_length=20, choices=Scope, default=Scope.COUNTRY)
    areas = models.ManyToManyField(
        Area, verbose_name=_("counties or regions served"), blank=True, related_name="%(class)s_set"
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("municipalities served"), blank=True, related_name="%(class)s_set"
    )
    districts = models.ManyToManyField(
        District, verbose_name=_("districts served"), blank=True, related_name="%(class)s_set"
    )

    class Meta:
        abstract = True


class Sector(models.TextChoices):
    COUNTY = "wellbeing_services_county", _("wellbeing services county")
    MUNICIPALITY = "municipality", _("municipality")
    NGO = "ngo", _("association")
    PARISH = "parish", _("parish")
    FOUNDATION = "foundation", _("foundation")
    STATE = "state", pgettext_lazy("sector", "state")
    UNIVERSITY = "university", _("university")
    COMPANY = "company", _("company")


class Network(Sourced, Coverage):
    """A family centre or another network: services and organizations of any sector under one name."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = Translated(models.CharField, _("name"), max_length=500)
    description = Translated(models.TextField, _("description"), max_length=500)
    contact = Translated(models.CharField, _("contact"), max_length=500)
    website = models.URLField(_("web page"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="network_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="network_has_name"),
        ]

    def __str__(self):
        return str(self.name)


class Organization(Sourced):
    """Who answers for services (HSDS `organization`)."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = Translated(models.CharField, _("name"), max_length=500)
    sector = models.CharField(_("kind"), max_length=30, choices=Sector)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    business_id = models.CharField(_("business id"), max_length=20, blank=True)
    website = models.URLField(_("web page"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    check_interval_months = models.PositiveSmallIntegerField(
        _("months between checks"),
        default=CHECK_INTERVAL_MONTHS,
        db_default=CHECK_INTERVAL_MONTHS,
        validators=[
            MinValueValidator(SHORTEST_CHECK_INTERVAL_MONTHS),
            MaxValueValidator(LONGEST_CHECK_INTERVAL_MONTHS),
        ],
        help_text=_("How often the organization is asked whether its listings are right."),
    )
    networks = models.ManyToManyField(
        Network, verbose_name=_("networks"), blank=True, related_name="organizations"
    )
    sort_fi = sort_column("name", "fi", max_length=1000)
    sort_sv = sort_column("name", "sv", max_length=1000)
    sort_en = sort_column("name", "en", max_length=1000)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["sort_fi", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="organization_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="organization_has_name"),
            models.CheckConstraint(
                condition=models.Q(check_interval_months__range=CHECK_INTERVALS),
                name="organization_check_interval_possible",
            ),
        ]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("services:organization_detail", args=[self.slug])
