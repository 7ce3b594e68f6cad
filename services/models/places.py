"""Where people live: areas, municipalities, postal codes and districts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.models.sourced import Sourced
from services.translated import Translated, columns, sort_column


class PlacePage(models.Model):
    """What a coordinator writes on the page of an area or a municipality."""

    introduction = Translated(models.TextField, _("introduction"), max_length=2500)
    guidance_name = Translated(models.CharField, _("guidance contact"), max_length=100)
    guidance_hours = Translated(models.CharField, _("guidance hours"), max_length=150)
    guidance_phone = models.CharField(_("guidance phone"), max_length=30, blank=True)
    guidance_url = models.URLField(_("guidance web page"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def has_guidance(self):
        """Tell whether a reader who does not know where to start has somebody to turn to."""
        return bool(self.guidance_phone or self.guidance_url)


class AreaKind(models.TextChoices):
    COUNTY = "county", _("wellbeing services county")
    REGION = "region", _("region")


class Area(PlacePage):
    """A wellbeing services county (Helsinki and Åland in that role) or a region (maakunta).

    Since 2023 the counties organize most of these services. Outside Uusimaa a region has the
    same municipalities as one county: it then names it in `same_as` and has no page of its own.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=AreaKind)
    code = models.CharField(_("code"), max_length=2)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = Translated(models.CharField, _("name"), max_length=100)
    short_name = Translated(models.CharField, _("short name"), max_length=60)
    same_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("same municipalities as"), null=True, blank=True,
        related_name="twins",
    )  # fmt: skip
    social_emergency_phone = models.CharField(_("social emergency number"), max_length=30, blank=True)
    sort_fi = sort_column("short_name", "fi")

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["sort_fi", "kind"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="area_kind_code_unique")]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("services:area_detail", args=[self.slug])

    @property
    def place_term(self) -> str:
        """How the search index names this area among the places that a service serves."""
        return f"{self.kind}:{self.code}"


class Municipality(PlacePage):
    """One of Finland's 308 municipalities (division of 2026)."""

    code = models.CharField(_("code"), max_length=3, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = Translated(models.CharField, _("name"), max_length=60)
    county = models.ForeignKey(
        Area,
        models.PROTECT,
        verbose_name=_("wellbeing services county"),
        related_name="county_municipalities",
    )
    region = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("region"), related_name="region_municipalities"
    )
    neighbours = models.ManyToManyField("self", verbose_name=_("neighbours"), blank=True)
    latitude = models.FloatField(_("latitude of the centre"))
    longitude = models.FloatField(_("longitude of the centre"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    outline = models.TextField(
        _("outline"), blank=True, editable=False,
        help_text="SVG path in hundreds of metres, y grows to the south; see services.places.outlines",
    )  # fmt: skip
    search_names = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    sort_fi = sort_column("name", "fi")
    sort_sv = sort_column("name", "sv")

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_fi"]
        indexes = [GinIndex(fields=["search_names"], name="municipality_search_names")]

    def __str__(self):
        return str(self.name)

    def save(self, *args, **kwargs):
        self.search_names = self.typed_forms()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("services:municipality_detail", args=[self.slug])

    def typed_forms(self) -> list[str]:
        """What a reader may type for this municipality, as slugs: any of its names."""
        names = [self.slug, *(getattr(self, column) for column in columns("name"))]
        return sorted({slugify(name) for name in names if name})

    @property
    def place_term(self) -> str:
        """How the search index names this municipality among the places that a service serves."""
        return f"municipality:{self.code}"


class PostalCode(models.Model):
    """A postal code and the municipality that most of it lies in; `latitude` may be missing."""

    code = models.CharField(_("postal code"), max_length=5, primary_key=True)
    name = Translated(models.CharField, _("name"), max_length=60)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("municipality"), related_name="postal_codes"
    )
    is_po_box = models.BooleanField(_("post-office box"), default=False)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


class District(Sourced):
    """A named set of postal codes below a municipality; leaflets are made for them."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("municipality"), related_name="districts"
    )
    slug = models.SlugField(_("address"), max_length=60)
    name = Translated(models.CharField, _("name"), max_length=500)
    postal_codes = models.ManyToManyField(
        PostalCode, verbose_name=_("postal codes"), related_name="districts"
    )

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["municipality__sort_fi", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="district_key_unique"),
            models.UniqueConstraint(fields=["municipality", "slug"], name="district_slug_unique"),
        ]

    def __str__(self):
        return f"{self.municipality.name}: {self.name}"


class PlaceNote(models.Model):
    """A row that belongs to the page of one area or of one municipality."""

    area = models.ForeignKey(Area, models.CASCADE, verbose_name=_("area"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, verbose_name=_("municipality"), null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    @staticmethod
    def one_place(name):
        """The constraint that the row hangs on exactly one page."""
        return models.CheckConstraint(
            condition=models.Q(area__isnull=True) ^ models.Q(municipality__isnull=True), name=name
        )


class PlaceContact(PlaceNote):
    """A contact person by role: the public reads a role and a work number, never a private one."""

    role = Translated(models.CharField, _("role"), max_length=100)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(PlaceNote.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        constraints = [PlaceNote.one_place("place_contact_one_place")]

    def __str__(self):
        return str(self.role)


class PlaceLink(PlaceNote):
    """A link on the page of an area or a municipality."""

    label = Translated(models.CharField, _("label"), max_length=100)
    url = models.URLField(_("web page"), max_length=500)

    class Meta(PlaceNote.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [PlaceNote.one_place("place_link_one_place")]

    def __str__(self):
        return str(self.label)


class CrisisNumber(models.Model):
    """A number for help at once, shown in every crisis box; `area` empty means everywhere.

    The social emergency number of a county is a field of its area and stands after the first.
    """

    name = Translated(models.CharField, _("name"), max_length=60)
    note = Translated(models.CharField, _("when to call"), max_length=150)
    number = models.CharField(_("number"), max_length=30)
    area = models.ForeignKey(Area, models.CASCADE, verbose_name=_("area"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_in_box = models.BooleanField(_("in the crisis box of every page"), default=True)

    class Meta:
        verbose_name = _("crisis number")
        verbose_name_plural = _("crisis numbers")
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.number} {self.name}"
