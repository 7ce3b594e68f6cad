"""A meeting: when and where, who was there, what was talked about and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models import Location, Municipality, Organization, Service, Theme
from workgroups.models.groups import Workgroup
from workgroups.models.people import Naming, NamingBasis, Person, named_only_with_a_reason
from workgroups.models.visibility import Visibility
from workgroups.querysets import ItemQuerySet, MeetingQuerySet, OutcomeQuerySet


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Meeting(models.Model):
    """One meeting of a group; the group is the series. Its page is agenda before and memo after."""

    workgroup = models.ForeignKey(Workgroup, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("number in the group"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    date = models.DateField(_("date"))
    ordinal = models.PositiveSmallIntegerField(_("which of the day"), default=1, editable=False)
    start_time = models.TimeField(_("begins"), null=True, blank=True)
    end_time = models.TimeField(_("ends"), null=True, blank=True)
    location = models.ForeignKey(
        Location, models.PROTECT, verbose_name=_("place of the directory"), null=True, blank=True,
        related_name="meetings",
    )  # fmt: skip
    venue = models.CharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("street address"), max_length=300, blank=True)
    remote_url = models.URLField(
        _("remote link"), max_length=1000, blank=True, help_text=_("Only members see it.")
    )
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    cancel_reason = models.CharField(_("why cancelled"), max_length=300, blank=True)
    visibility = models.PositiveSmallIntegerField(
        _("who may know of the meeting"), choices=Visibility, default=Visibility.PUBLIC
    )
    memo_taker = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("memo taker"), null=True, blank=True,
        related_name="meetings_to_write",
    )  # fmt: skip
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of its calendar entry
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of its calendar entry
    memo_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["date", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["workgroup", "date", "ordinal"], name="meeting_address_unique"),
            models.UniqueConstraint(fields=["workgroup", "number"], name="meeting_number_unique"),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True)
                | Q(end_time__isnull=True)
                | Q(start_time__lte=F("end_time")),
                name="meeting_times_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.workgroup} {self.date}"

    def get_absolute_url(self):
        return reverse("workgroups:meeting_detail", args=[self.workgroup.slug, self.address_part])

    @property
    def address_part(self) -> str:
        """The meeting's part of its address: the day, with `-2` for the second of a day."""
        return self.date.isoformat() + (f"-{self.ordinal}" if self.ordinal > 1 else "")

    def is_memo_missing(self, today=None) -> bool:
        """Tell whether the meeting is over, was not cancelled and has no memo that was begun."""
        today = today or timezone.localdate()
        return self.state != MeetingState.CANCELLED and self.date < today and not hasattr(self, "memo")


class OldMeetingAddress(models.Model):
    """Where a meeting was before it was moved to another day: redirects for ever."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="+")
    address_part = models.CharField(max_length=20)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="old_addresses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workgroup", "address_part"], name="old_meeting_address_unique")
        ]

    def __str__(self):
        return self.address_part


class AttendanceState(models.TextChoices):
    PRESENT = "present", _("present")
    REMOTE = "remote", _("remote")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class RoleInMeeting(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")


class Attendance(models.Model):
    """One who was called: name, title and organization stay as they were that day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendances",
        help_text=_("Empty for a guest."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organization_name = models.CharField(_("organization"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    is_expert_by_experience = models.BooleanField(_("expert by experience"), default=False)
    state = models.CharField(
        _("attendance"), max_length=10, choices=AttendanceState, default=AttendanceState.PRESENT
    )
    role_in_meeting = models.CharField(
        _("role in the meeting"), max_length=10, choices=RoleInMeeting, blank=True
    )
    naming = models.CharField(_("named in public"), max_length=20, choices=Naming, default=Naming.ROLE_ONLY)
    naming_basis = models.CharField(
        _("basis for the name"), max_length=20, choices=NamingBasis, default=NamingBasis.NONE
    )
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendance_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=named_only_with_a_reason(), name="attendance_named_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(is_expert_by_experience=True, naming="full_name"),
                name="attendance_expert_by_experience_unnamed",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_here(self) -> bool:
        return self.state in (AttendanceState.PRESENT, AttendanceState.REMOTE)


class ItemKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    PREVIOUS_MEMO = "previous_memo", _("approval of the previous memo")


class ItemState(models.TextChoices):
    OPEN = "open", _("open")
    HANDLED = "handled", _("handled")
    POSTPONED = "postponed", _("postponed")
    PROPOSED = "proposed", _("proposed by a member")


class AgendaItem(models.Model):
    """A matter of a meeting. What everyone may read and what members read are two texts, never one marked."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"))
    printed_number = models.CharField(
        _("number in the source"), max_length=10, blank=True,
        help_text=_("Only where an imported memo numbers otherwise."),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.ORDINARY)
    title = models.CharField(_("title"), max_length=300)
    presenter = models.CharField(_("presenter"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    public_text = models.TextField(_("text for everyone"), max_length=50_000, blank=True)
    members_text = models.TextField(_("text for members"), max_length=50_000, blank=True)
    is_without_discussion = models.BooleanField(_("no discussion"), default=False)
    visibility = models.PositiveSmallIntegerField(
        _("who may read"), choices=Visibility, default=Visibility.MEMBERS
    )
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.OPEN)
    continues = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("continues"), null=True, blank=True,
        related_name="continued_by",
    )  # fmt: skip
    proposed_by = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("proposed by"), null=True, blank=True, related_name="+"
    )
    approves = models.ForeignKey(
        "Memo", models.SET_NULL, verbose_name=_("memo to approve"), null=True, blank=True,
        related_name="approved_in",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)  # grows with each save of its texts
    form_key = models.UUIDField(null=True, unique=True, editable=False)  # one form sent twice is one item

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="item_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return self.title

    @property
    def number(self) -> str:
        return self.printed_number or str(self.position)


class OutcomeKind(models.TextChoices):
    DECISION = "decision", _("decision")
    ACTION = "action", _("action")


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("action", "open")
    DONE = "done", pgettext_lazy("action", "done")
    DROPPED = "dropped", pgettext_lazy("action", "dropped")


class Outcome(models.Model):
    """A decision or an action. Owner, due day and state belong to actions alone.

    `published_text` is what the guard has let through; it alone is shown outside the group.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=10, choices=OutcomeKind)
    text = models.TextField(_("text"), max_length=2000)
    visibility = models.PositiveSmallIntegerField(
        _("who may read"), choices=Visibility, default=Visibility.MEMBERS
    )
    published_text = models.TextField(blank=True, editable=False)
    owner_person = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("owner: person"), null=True, blank=True,
        related_name="actions",
    )  # fmt: skip
    owner_organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("owner: organization"), null=True, blank=True,
        related_name="actions",
    )  # fmt: skip
    is_owned_by_all_partners = models.BooleanField(_("owner: all partners"), default=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_due_next_meeting = models.BooleanField(_("due at the next meeting"), default=False)
    due_meeting = models.ForeignKey(
        Meeting, models.SET_NULL, verbose_name=_("due at the meeting"), null=True, blank=True,
        related_name="actions_due",
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=ActionState, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    is_service_description = models.BooleanField(
        _("“write the service description”"), default=False,
        help_text=_("Closes itself when the organization's listing is made or checked."),
    )  # fmt: skip
    service = models.ForeignKey(
        Service, models.SET_NULL, verbose_name=_("service"), null=True, blank=True, related_name="outcomes"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("municipality"), null=True, blank=True,
        related_name="outcomes",
    )  # fmt: skip
    theme = models.ForeignKey(
        Theme, models.SET_NULL, verbose_name=_("theme"), null=True, blank=True, related_name="outcomes"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="decision")
                | Q(
                    owner_person__isnull=True,
                    owner_organization__isnull=True,
                    is_owned_by_all_partners=False,
                    due_on__isnull=True,
                    is_due_next_meeting=False,
                    due_meeting__isnull=True,
                    is_service_description=False,
                    state="",
                ),
                name="outcome_decision_has_no_owner",
            ),
            models.CheckConstraint(
                condition=Q(kind="decision") | Q(state__in=["open", "done", "dropped"]),
                name="outcome_action_has_a_state",
            ),
            models.CheckConstraint(
                condition=Q(is_owned_by_all_partners=False)
                | Q(owner_person__isnull=True, owner_organization__isnull=True),
                name="outcome_one_kind_of_owner",
            ),
            models.CheckConstraint(
                condition=Q(is_service_description=False)
                | Q(owner_organization__isnull=False)
                | Q(is_owned_by_all_partners=True),
                name="outcome_description_has_an_organization",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class OutcomePart(models.Model):
    """One partner's share of an action that all partners own: who has done it."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="parts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "organization"], name="outcome_part_unique")
        ]

    def __str__(self):
        return str(self.organization)


class OutcomeChange(models.Model):
    """Who said of an action, or of one partner's part in it, that it is open, done or dropped; only added."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="changes")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=ActionState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of an action")
        verbose_name_plural = _("changes of actions")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_state_display()} {self.at:%Y-%m-%d}"
