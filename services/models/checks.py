"""The yearly check: whom an organization is asked through, the question about a listing, the mails."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.organizations import Organization
from services.models.proposals import Proposal
from services.models.service import Service
from services.querysets import CheckRequestQuerySet


class MailLanguage(models.TextChoices):
    FINNISH = "fi", _("Finnish, with a few words in Swedish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class PrivateContact(models.Model):
    """Whom the site writes to about an organization's listings: never public, never in a file or a feed.

    The first is written to; when a mail to it came back, the second.
    """

    class Place(models.IntegerChoices):
        FIRST = 1, pgettext_lazy("contact", "first")
        SECOND = 2, pgettext_lazy("contact", "second")

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="private_contacts"
    )
    position = models.PositiveSmallIntegerField(_("order"), choices=Place, default=Place.FIRST)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(
        _("language of the mails"), max_length=2, choices=MailLanguage, default=MailLanguage.FINNISH
    )
    bounced_at = models.DateTimeField(_("a mail came back"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact for mails from the site")
        verbose_name_plural = _("contacts for mails from the site (not public)")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "position"], name="private_contact_place_unique"),
            models.CheckConstraint(
                condition=models.Q(position__in=[1, 2]), name="private_contact_one_of_two"
            ),
        ]

    def __str__(self):
        return self.email


class OrganizationMail(models.Model):
    """One mail to a private contact; its key, signed, is the address that the mail leads to.

    No organization gets more than one a week, whatever it is about; one that came back does not count.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="mails"
    )
    contact = models.ForeignKey(
        PrivateContact, models.SET_NULL, verbose_name=_("contact"), null=True, related_name="mails"
    )
    queued_on = models.DateField(_("queued"))
    has_bounced = models.BooleanField(_("came back"), default=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("mail to an organization")
        verbose_name_plural = _("mails to organizations")
        ordering = ["-queued_on", "-pk"]
        indexes = [models.Index(fields=["queued_on"], name="organization_mail_day")]

    def __str__(self):
        return f"{self.organization} {self.queued_on}"


class CheckCause(models.TextChoices):
    """Why a listing is to be checked."""

    YEAR = "year", _("a year has gone by")
    SEASON = "season", _("a season begins")
    PROJECT = "project", _("the project ends")


class CheckAnswer(models.TextChoices):
    """What the organization said."""

    RIGHT = "right", pgettext_lazy("answer", "all is right")
    CHANGED = "changed", pgettext_lazy("answer", "something changed")
    ENDED = "ended", pgettext_lazy("answer", "it has ended")


class KeptReason(models.TextChoices):
    """Why a listing that nobody confirmed for 18 months stays public until a person decides."""

    URGENT = "urgent", _("help in a crisis")
    TIER = "tier", _("support when things are hard")
    STATUTORY = "statutory", _("a statutory service")
    ONLY_ONE = "only_one", _("the only one of its theme in a municipality")


class CheckRequest(models.Model):
    """A question to an organization: is this listing still right?

    It is open from the day it is asked until somebody has checked the listing or it is no longer public.
    After three mails without an answer (or without anybody to write to) it is a coordinator's.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, verbose_name=_("service"), related_name="check_requests"
    )
    cause = models.CharField(_("cause"), max_length=10, choices=CheckCause, default=CheckCause.YEAR)
    due_on = models.DateField(_("to be checked by"))
    opened_on = models.DateField(_("opened"))
    mails = models.ManyToManyField(OrganizationMail, verbose_name=_("mails"), related_name="checks")
    mail_count = models.PositiveSmallIntegerField(_("mails"), default=0)
    mailed_on = models.DateField(_("last mail"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=CheckAnswer, blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, verbose_name=_("proposal"), null=True, blank=True, related_name="checks"
    )
    handed_on = models.DateField(_("left to the coordinator"), null=True, blank=True)
    kept_on = models.DateField(_("kept public unconfirmed"), null=True, blank=True)
    kept_reason = models.CharField(_("kept because"), max_length=10, choices=KeptReason, blank=True)
    hidden_on = models.DateField(_("taken out of the search"), null=True, blank=True)
    hiding_told_on = models.DateField(_("organization told of it"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = CheckRequestQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("check of a listing")
        verbose_name_plural = _("checks of listings")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(closed_on__isnull=True), name="check_request_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.service} {self.due_on}"


class CoordinatorDigest(models.Model):
    """When a coordinator was last told by mail what waits: at most once a week."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="check_digest")
    queued_on = models.DateField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.user} {self.queued_on}"
