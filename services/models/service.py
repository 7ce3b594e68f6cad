"""The service itself (HSDS `service`) and the rows that mean nothing without it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.organizations import Coverage, Network, Organization, Scope
from services.models.places import Area
from services.models.sourced import Sourced
from services.models.taxonomy import Audience, SupportTier, Theme
from services.querysets import ServiceQuerySet
from services.translated import Translated, has_text, sort_column

#: A listing keeps for a year from the day when somebody last vouched for it.
CHECK_INTERVAL_DAYS = 365
#: After so long without anybody's word readers are told that nothing is confirmed.
UNCONFIRMED_MONTHS = 18


class Access(models.TextChoices):
    """How one gets in."""

    NO_APPOINTMENT = "no_appointment", pgettext_lazy("way in", "Just come")
    APPOINTMENT = "appointment", pgettext_lazy("way in", "Book a time")
    REGISTRATION = "registration", pgettext_lazy("way in", "Sign up")
    SELF_REFERRAL = "self_referral", pgettext_lazy("way in", "Get in touch yourself")
    REFERRAL = "referral", pgettext_lazy("way in", "With a referral")
    APPLICATION = "application", pgettext_lazy("way in", "By application")
    ASSESSMENT = "assessment", pgettext_lazy("way in", "After an assessment")
    PHONE = "phone", pgettext_lazy("way in", "By phone")
    CHAT = "chat", pgettext_lazy("way in", "By chat")
    ONLINE = "online", pgettext_lazy("way in", "Online")


class Format(models.TextChoices):
    """How one meets."""

    FACE_TO_FACE = "face_to_face", _("Face to face")
    GROUP = "group", _("In a group")
    MEETING_PLACE = "meeting_place", _("Open meeting place")
    HOME_VISIT = "home_visit", _("At your home")
    PHONE = "phone", _("By phone")
    CHAT = "chat", _("By chat")
    REMOTE = "remote", _("Remotely")
    ONLINE = "online", _("Online")
    RESIDENTIAL = "residential", _("You stay there")

    @classmethod
    def distant(cls):
        """The formats that reach a family wherever it lives."""
        return frozenset({cls.PHONE, cls.CHAT, cls.REMOTE, cls.ONLINE})


class Cost(models.TextChoices):
    FREE = "free", _("Free of charge")
    PAID = "paid", _("There is a charge")
    INCOME_BASED = "income_based", _("Depends on your income")
    CALL_PRICE = "call_price", _("Price of a call")
    UNKNOWN = "unknown", _("Not known")


class Anonymous(models.TextChoices):
    """May one make contact without a name."""

    YES = "yes", _("You need not give your name")
    AT_FIRST = "at_first", _("You need not give your name at first")
    NO = "no", _("Your name is needed")


class ChildAttends(models.TextChoices):
    YES = "yes", _("The child comes along")
    OPTIONAL = "optional", _("The child may come along")
    NO = "no", _("Without the child")


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    # Nobody confirmed it for 18 months: out of search, lists and files; its own address says so.
    UNCHECKED = "unchecked", _("unchecked, out of the search")
    ARCHIVED = "archived", _("archived")


class Service(Sourced, Coverage):
    """A form of support a family can turn to (HSDS `service`).

    Three facts about freshness are never mixed: `modified_at` (edited), `assured_date` (a person
    checked it), `confirmed_at` (the organization said so). Readers see `checked_on`.
    """

    source_url = models.URLField(_("web page of the source"), max_length=500, blank=True)
    ptv_id = models.UUIDField(_("PTV id"), null=True, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="services"
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.PUBLISHED)
    # Kept by a database trigger: what was never public must not tell that it has ended.
    first_published_on = models.DateField(_("first public on"), null=True, blank=True, editable=False)
    responsible_area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("responsible area"), null=True, blank=True,
        related_name="responsible_for",
        help_text=_("Whose coordinator looks after the listing. Empty: national."),
    )  # fmt: skip

    name = Translated(models.CharField, _("name"), max_length=100)
    summary = Translated(models.CharField, _("summary"), max_length=150)
    description = Translated(models.TextField, _("description"), max_length=2500)
    tier = models.PositiveSmallIntegerField(_("support tier"), choices=SupportTier)
    also_tiers = ArrayField(
        models.PositiveSmallIntegerField(choices=SupportTier),
        verbose_name=_("also suits tiers"), default=list, blank=True,
    )  # fmt: skip
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="services")
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="services"
    )
    networks = models.ManyToManyField(
        Network, verbose_name=_("networks"), blank=True, related_name="services"
    )
    minimum_age_months = models.SmallIntegerField(
        _("child's age from, months"), null=True, blank=True,
        validators=[MinValueValidator(-9), MaxValueValidator(1200)],
        help_text=_("−9 to −1 is pregnancy."),
    )  # fmt: skip
    maximum_age_months = models.SmallIntegerField(
        _("child's age to, months"), null=True, blank=True,
        validators=[MinValueValidator(-9), MaxValueValidator(1200)],
    )  # fmt: skip
    access = ArrayField(
        models.CharField(max_length=20, choices=Access),
        verbose_name=_("how one gets in"),
        default=list,
        blank=True,
    )
    formats = ArrayField(
        models.CharField(max_length=20, choices=Format),
        verbose_name=_("how one meets"),
        default=list,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=11), verbose_name=_("languages"), default=list, blank=True,
        help_text=_("ISO 639 codes and “interpreter”, separated by commas."),
    )  # fmt: skip
    cost = models.CharField(_("cost"), max_length=20, choices=Cost, default=Cost.UNKNOWN)
    fees_description = Translated(models.CharField, _("what it costs"), max_length=500)
    application_process = Translated(models.TextField, _("how to get in"), max_length=500)
    eligibility_description = Translated(models.TextField, _("who it is for"), max_length=500)
    wait_time = Translated(models.CharField, _("how long one waits"), max_length=500)
    responsible = Translated(models.CharField, _("who answers for it"), max_length=300)
    next_step = Translated(models.TextField, _("what happens next"), max_length=300)
    anonymous = models.CharField(_("without a name"), max_length=10, choices=Anonymous, blank=True)
    child_attends = models.CharField(_("the child"), max_length=10, choices=ChildAttends, blank=True)
    is_urgent = models.BooleanField(_("help in a crisis"), default=False)
    is_statutory = models.BooleanField(
        _("statutory"), null=True, blank=True,
        help_text=_(
            "The law obliges somebody to offer it. Unknown: yes for a wellbeing services county, "
            "a municipality and the state, no for others."
        ),
    )  # fmt: skip
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web page"), max_length=500, blank=True)
    funding = Translated(models.CharField, _("who pays"), max_length=500)
    project_ends_on = models.DateField(_("the project ends on"), null=True, blank=True)

    assured_date = models.DateField(_("details checked on"), null=True, blank=True)
    assurer = models.CharField(
        _("checked by"),
        max_length=500,
        blank=True,
        help_text=_("An organization or a role, never a private person."),
    )
    confirmed_at = models.DateTimeField(
        _("confirmed by the organization"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("edited"), auto_now=True)
    sort_fi = sort_column("name", "fi")
    sort_sv = sort_column("name", "sv")
    sort_en = sort_column("name", "en")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["sort_fi", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="service_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="service_has_name"),
            models.CheckConstraint(
                condition=models.Q(tier__in=SupportTier.values), name="service_tier_known"
            ),
            models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="service_scope_known"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="service_status_known"),
            models.CheckConstraint(condition=models.Q(cost__in=Cost.values), name="service_cost_known"),
            models.CheckConstraint(
                condition=models.Q(minimum_age_months__lte=models.F("maximum_age_months"))
                | models.Q(minimum_age_months__isnull=True)
                | models.Q(maximum_age_months__isnull=True),
                name="service_ages_in_order",
            ),
        ]
        indexes = [models.Index(fields=["assured_date"], name="service_assured_date")]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("services:service_detail", args=[self.slug])

    @property
    def checked_on(self):
        """The newer of the day a person checked the entry and the day the organization confirmed it."""
        confirmed = timezone.localdate(self.confirmed_at) if self.confirmed_at else None
        return max(filter(None, [self.assured_date, confirmed]), default=None)

    def has_page(self) -> bool:
        """Tell whether anybody may read it; see `ServiceQuerySet.with_page`."""
        return self.status in (Status.PUBLISHED, Status.UNCHECKED)

    def has_ended(self) -> bool:
        """Tell whether the public could read the listing and no longer can; see `ServiceQuerySet.ended`."""
        return self.status == Status.ARCHIVED and self.first_published_on is not None

    def needs_checking(self, today=None):
        """Tell whether a coordinator should check this listing again.

        A listing keeps for 365 days; one never checked is always due. `today` is a
        `datetime.date` in Helsinki time, by default the current day.
        """
        today = today or timezone.localdate()
        return self.checked_on is None or (today - self.checked_on).days > CHECK_INTERVAL_DAYS

    def is_unconfirmed(self, today=None):
        """Tell whether nobody has vouched for the listing for 18 months, or ever since it was public."""
        today = today or timezone.localdate()
        known_on = self.checked_on or self.first_published_on or timezone.localdate(self.created_at)
        months = (today.year - known_on.year) * 12 + today.month - known_on.month
        return months - (today.day < known_on.day) >= UNCONFIRMED_MONTHS

    def all_tiers(self):
        """The main tier first, then the others that the service suits too."""
        return [self.tier, *sorted(set(self.also_tiers) - {self.tier})]

    def is_free(self):
        return self.cost == Cost.FREE


class ServicePart(models.Model):
    """A row of one service, in the order the service gives."""

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Phone(ServicePart):
    """A number of a service (HSDS `phone`), short and national ones too: `112`, `080 005 005`."""

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="phones")
    number = models.CharField(_("number"), max_length=30)
    description = Translated(models.CharField, _("description"), max_length=500)
    languages = ArrayField(
        models.CharField(max_length=11), verbose_name=_("languages"), default=list, blank=True
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    def __str__(self):
        return self.number


class Contact(ServicePart):
    """Whom to reach, by role rather than by name."""

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="contacts")
    role = Translated(models.CharField, _("role"), max_length=500)
    place = Translated(models.CharField, _("place"), max_length=500)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(ServicePart.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return str(self.role)


class LinkKind(models.TextChoices):
    BOOK = "book", _("Book a time")
    APPLY = "apply", _("Apply")
    CHAT = "chat", _("Open the chat")
    VIDEO = "video", _("Watch the video")
    SOCIAL = "social", _("On social media")
    PROFESSIONALS = "professionals", _("For professionals")
    OTHER = "other", _("Read more")


class ServiceLink(ServicePart):
    """A link of a service beside its own web page."""

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="links")
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind, default=LinkKind.OTHER)
    label = Translated(models.CharField, _("label"), max_length=500)
    url = models.URLField(_("web page"), max_length=500)

    class Meta(ServicePart.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return str(self.label) or self.url


class Picture(models.Model):
    """A picture taken in at import: it is never loaded from elsewhere, so readers stay private.

    The bytes lie in the database, because web processes keep no files of their own.
    """

    service = models.OneToOneField(Service, models.CASCADE, verbose_name=_("service"), related_name="picture")
    digest = models.CharField(_("digest"), max_length=64)
    media_type = models.CharField(_("type"), max_length=20)
    content = models.BinaryField(_("content"))
    alt = Translated(models.CharField, _("what the picture shows"), max_length=500)
    credit = Translated(models.CharField, _("credit"), max_length=500)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return str(self.alt)


class OldSlug(models.Model):
    """An address that something had before it was renamed; it leads on to the new one for good."""

    slug = models.CharField(_("old address"), max_length=120)
    service = models.ForeignKey(
        Service, models.CASCADE, verbose_name=_("service"), null=True, blank=True, related_name="old_slugs"
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        related_name="old_slugs",
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service__isnull=True) ^ models.Q(organization__isnull=True),
                name="old_slug_one_target",
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(service__isnull=False), name="old_service_slug_unique"
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(organization__isnull=False),
                name="old_organization_slug_unique",
            ),
        ]

    def __str__(self):
        return self.slug
