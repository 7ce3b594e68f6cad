"""The memo of a meeting: its state, what was published, who did what, and unsaved drafts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workgroups.models.meetings import AgendaItem, Meeting
from workgroups.models.people import Person
from workgroups.querysets import MemoQuerySet


class MemoState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("memo", "draft")
    IN_REVIEW = "in_review", pgettext_lazy("memo", "in review")
    APPROVED = "approved", pgettext_lazy("memo", "approved")
    PUBLISHED = "published", pgettext_lazy("memo", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("memo", "withdrawn")


class Memo(models.Model):
    """What is written of a meeting. The texts are in its agenda items; the public reads `MemoVersion`s."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="memo")
    state = models.CharField(_("state"), max_length=10, choices=MemoState, default=MemoState.DRAFT)
    author = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("memo taker"), null=True, blank=True, related_name="+"
    )
    summary = models.TextField(
        _("summary for everyone"), max_length=2000, blank=True,
        help_text=_("What was decided, who does what, what next; plain words. The mail carries this."),
    )  # fmt: skip
    is_attendance_complete = models.BooleanField(_("the list of those present is complete"), default=True)
    is_imported = models.BooleanField(_("imported"), default=False)
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)  # first time
    pseudonyms = models.JSONField(default=dict, editable=False)  # of `memo.guarding`, by a person's key
    version = models.PositiveIntegerField(default=1, editable=False)  # grows with each step and saved text

    objects = MemoQuerySet.as_manager()

    class Meta:
        verbose_name = _("memo")
        verbose_name_plural = _("memos")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="memo_published_has_a_time",
            )
        ]

    def __str__(self):
        return str(self.meeting)


class VersionKind(models.TextChoices):
    FIRST = "first", _("first")
    CORRECTION = "correction", _("correction")
    REPUBLISHED = "republished", _("published again")


class MemoVersion(models.Model):
    """What was published, once and for all; only a redaction rewrites it.

    `public` and `members` are the snapshots of `workgroups.memo.snapshot`: dicts with `title`,
    `date`, `summary`, `attendance` and `items`. The public one holds nothing that only members read.
    """

    memo = models.ForeignKey(Memo, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=VersionKind)
    public = models.JSONField(_("for everyone"))
    members = models.JSONField(_("for members"))
    change_note = models.CharField(_("what changed"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a memo")
        verbose_name_plural = _("versions of memos")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["memo", "number"], name="memo_version_unique")]

    def __str__(self):
        return f"{self.memo} {self.number}"


class MemoEvent(models.Model):
    """Who did what to a memo and when; rows are only added. Members read them."""

    memo = models.ForeignKey(Memo, models.CASCADE, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    transition = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("event of a memo")
        verbose_name_plural = _("events of memos")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.transition} {self.at:%Y-%m-%d}"


class Draft(models.Model):
    """What somebody has typed into an item and not yet saved: one an item and author, gone on save."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField()  # names of the item's text fields and what was typed in them
    base_version = models.PositiveIntegerField()  # the item's version that was open
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "author"], name="draft_unique")]

    def __str__(self):
        return f"{self.item} {self.author}"


class AcknowledgedHit(models.Model):
    """A name form that an editor saw in its sentence and let stand; a hash, without the words."""

    memo = models.ForeignKey(Memo, models.CASCADE, related_name="acknowledged_hits")
    digest = models.CharField(max_length=64)  # HMAC-SHA256 of person, form and sentence
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["memo", "digest"], name="acknowledged_hit_unique")]

    def __str__(self):
        return self.digest[:12]


class Redaction(models.Model):
    """That something was taken out, by whom and why; what it was is nowhere."""

    workgroup = models.ForeignKey("Workgroup", models.CASCADE, related_name="redactions")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="redactions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=200)
    places = models.PositiveIntegerField()  # how many texts were rewritten

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
