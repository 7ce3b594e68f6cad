"""Who works in a group, from when to when, and how they are named in public."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.models import Organization
from workgroups.models.groups import Workgroup
from workgroups.querysets import MembershipQuerySet


class Person(models.Model):
    """Somebody who takes part; nothing more is written down about them than this."""

    name = models.CharField(_("name"), max_length=200)
    aliases = models.CharField(
        _("also known as"), max_length=300, blank=True,
        help_text=_("Nicknames and former names, with commas between: the name guard looks for them too."),
    )  # fmt: skip
    email = models.EmailField(_("work e-mail"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True,
        related_name="person",
    )  # fmt: skip

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    CONVENER = "convener", _("convener")
    MEMBER = "member", _("member")
    EXPERT_BY_EXPERIENCE = "expert_by_experience", _("expert by experience")
    INVITED_EXPERT = "invited_expert", _("invited expert")


#: They edit, approve and publish in their own group, and name the memo takers.
EDITOR_ROLES = (Role.CHAIR, Role.SECRETARY, Role.CONVENER)


class Naming(models.TextChoices):
    """How a person is named in public."""

    FULL_NAME = "full_name", _("full name")
    ROLE_ONLY = "role_only", _("role only")
    HIDDEN = "hidden", _("not at all")


class NamingBasis(models.TextChoices):
    OFFICE = "office", _("office or post")
    CONSENT = "consent", _("consent")
    NONE = "none", _("none")


def named_only_with_a_reason() -> Q:
    """The condition that a full name has a basis: an office, or a consent that is given and holds."""
    consents = Q(naming_basis="consent", consent_on__isnull=False, consent_withdrawn_on__isnull=True)
    return ~Q(naming="full_name") | Q(naming_basis="office") | consents


class Membership(models.Model):
    """A person's term in a group in one role (Popolo `Membership`)."""

    workgroup = models.ForeignKey(Workgroup, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.MEMBER)
    title = models.CharField(_("title"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("on behalf of"), null=True, blank=True,
        related_name="memberships",
    )  # fmt: skip
    start_date = models.DateField(_("from"), default=timezone.localdate)
    end_date = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day."))
    naming = models.CharField(_("named in public"), max_length=20, choices=Naming, default=Naming.ROLE_ONLY)
    naming_basis = models.CharField(
        _("basis for the name"), max_length=20, choices=NamingBasis, default=NamingBasis.NONE
    )
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["start_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__lte=F("end_date")),
                name="membership_dates_in_order",
            ),
            models.CheckConstraint(
                condition=named_only_with_a_reason(), name="membership_named_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(role="expert_by_experience", naming="full_name"),
                name="membership_expert_by_experience_unnamed",
            ),
            ExclusionConstraint(
                name="membership_terms_do_not_overlap",
                expressions=[
                    ("workgroup", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            "start_date",
                            "end_date",
                            RangeBoundary(inclusive_upper=True),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    def is_active(self, day=None) -> bool:
        """Tell whether the term holds on `day` (Helsinki time, by default today)."""
        day = day or timezone.localdate()
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)

    @property
    def is_editor(self) -> bool:
        return self.role in EDITOR_ROLES

    @property
    def public_name(self) -> str:
        """The name where there is a reason to tell it, else nothing."""
        return self.person.name if self.naming == Naming.FULL_NAME else ""


class Invitation(models.Model):
    """A mail that lets somebody in once; the mail carries a signed token of this row's key."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="invitations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=30, choices=Role, default=Role.MEMBER)
    title = models.CharField(_("title"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("on behalf of"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self):
        return self.email


class JoinRequestState(models.TextChoices):
    PENDING = "pending", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class JoinRequest(models.Model):
    """A member proposes a colleague of their workplace to a subgroup; its convener decides."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="join_requests")
    proposed_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("work e-mail"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("workplace"), null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=JoinRequestState, default=JoinRequestState.PENDING
    )
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workgroup", "email"], condition=Q(state="pending"), name="join_request_once"
            )
        ]

    def __str__(self):
        return self.name
