"""What an organization or a reader proposes about a listing, until a coordinator decides."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.organizations import Organization
from services.models.service import Service


class ProposalKind(models.TextChoices):
    CHANGE = "change", pgettext_lazy("proposal", "change")
    NEW = "new", pgettext_lazy("proposal", "new service")
    ENDED = "ended", pgettext_lazy("proposal", "the service has ended")


class ProposalState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("proposal", "being written")
    SENT = "sent", pgettext_lazy("proposal", "sent")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    PARTLY = "partly", pgettext_lazy("proposal", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("proposal", "rejected")


class Proposal(models.Model):
    """Texts that are proposed for a listing, field by field; the listing itself stays as it is.

    `fields` holds what is proposed and `base` what the listing said at that time, both by the name of a
    column of `Service`, or `phones`, `hours` and `address`, which are plain text with a line each.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ProposalKind, default=ProposalKind.CHANGE)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    service = models.ForeignKey(
        Service, models.CASCADE, verbose_name=_("service"), null=True, blank=True, related_name="proposals"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), null=True, blank=True,
        related_name="proposals",
    )  # fmt: skip
    fields = models.JSONField(_("proposed"), default=dict, blank=True)
    base = models.JSONField(_("as it was"), default=dict, blank=True)
    note = models.TextField(_("in their own words"), max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("made by"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("decided by"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    decision_note = models.TextField(
        _("why it was decided so"), max_length=1000, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="proposal_state")]

    def __str__(self):
        return f"{self.service or self.fields.get('name_fi', '')}: {self.get_kind_display()}"
