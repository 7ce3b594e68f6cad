"""Workgroups, their partners, milestones and documents, and what they ask their readers."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models import Area, Organization
from services.translated import Translated, has_text
from workgroups.models.visibility import Visibility
from workgroups.querysets import OfGroupQuerySet, WorkgroupQuerySet


class WorkgroupState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACTIVE = "active", _("active")
    CONCLUDED = "concluded", _("concluded")


class Approval(models.TextChoices):
    """Who must say yes to a memo before it is published."""

    CHAIR = "chair", _("the chair")
    OTHER = "other", _("one other member")
    NONE = "none", _("nobody: the memo taker publishes")


class Workgroup(models.Model):
    """People of many organizations who meet to mend the services of an area; a subgroup has a parent."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = Translated(models.CharField, _("name"), max_length=200)
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="workgroups"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    affiliated = models.ManyToManyField("self", verbose_name=_("affiliated groups"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=WorkgroupState, default=WorkgroupState.PROPOSED
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    introduction = Translated(models.TextField, _("introduction"), max_length=3000)
    aims = Translated(
        models.TextField, _("aims"), max_length=3000, help_text=_("One on each line.")
    )  # fmt: skip
    task = Translated(models.TextField, _("task of a subgroup"), max_length=1000)
    join_call = Translated(models.TextField, _("“join us” call"), max_length=1000)
    is_join_open = models.BooleanField(_("members of the main group may join by themselves"), default=False)
    contact_title = Translated(models.CharField, _("contact: role"), max_length=200)
    contact_organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("contact: organization"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    contact_email = models.EmailField(_("contact: work e-mail"), blank=True)
    contact_phone = models.CharField(_("contact: work phone"), max_length=30, blank=True)
    contact_member = models.ForeignKey(
        "Membership", models.SET_NULL, verbose_name=_("contact: member"), null=True, blank=True,
        related_name="+", help_text=_("Named on the page only as this member is named in public."),
    )  # fmt: skip
    approval = models.CharField(
        _("who approves a memo"), max_length=10, choices=Approval, default=Approval.CHAIR
    )
    memo_reminder_days = models.PositiveSmallIntegerField(
        _("remind of a missing memo after (days)"), default=14
    )
    is_indexed = models.BooleanField(_("search engines may show memos"), default=True)

    objects = WorkgroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("workgroup")
        verbose_name_plural = _("workgroups")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=has_text("name"), name="workgroup_has_name"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="workgroup_is_not_its_own_part",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(started_on__lte=models.F("ended_on")),
                name="workgroup_dates_in_order",
            ),
        ]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("workgroups:workgroup_detail", args=[self.slug])


class WorkgroupLink(models.Model):
    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="links")
    label = models.CharField(_("text"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class PartnerKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    PROJECT = "project_partner", _("project partner")
    DEVELOPMENT = "development_partner", _("development partner")


class Partner(models.Model):
    """An organization of the directory that works in the group."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="partnerships"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PartnerKind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workgroup", "organization", "kind"], name="partner_unique")
        ]

    def __str__(self):
        return str(self.organization)


class Season(models.TextChoices):
    SPRING = "1-spring", _("spring")
    SUMMER = "2-summer", _("summer")
    AUTUMN = "3-autumn", _("autumn")
    WINTER = "4-winter", _("winter")


class MilestoneState(models.TextChoices):
    OPEN = "open", _("coming")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Milestone(models.Model):
    """What the group means to have done by a season, or by a year alone."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="milestones")
    text = models.CharField(_("text"), max_length=500)
    year = models.PositiveSmallIntegerField(_("year"))
    season = models.CharField(_("season"), max_length=10, choices=Season, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MilestoneState, default=MilestoneState.OPEN)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["year", "season", "pk"]

    def __str__(self):
        return self.text


class GroupDocument(models.Model):
    """A document that lies elsewhere on the web."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    date = models.DateField(_("date"))
    visibility = models.PositiveSmallIntegerField(
        _("who may read"), choices=Visibility, default=Visibility.MEMBERS
    )

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-date", "pk"]

    def __str__(self):
        return self.title


class OtherEvent(models.Model):
    """A day of another organizer that the group should know of, such as a training."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="other_events")
    title = models.CharField(_("title"), max_length=200)
    date = models.DateField(_("date"))
    start_time = models.TimeField(_("begins"), null=True, blank=True)
    end_time = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    organizer = models.CharField(_("organizer"), max_length=200, blank=True)
    url = models.URLField(_("web page"), max_length=500, blank=True)
    visibility = models.PositiveSmallIntegerField(
        _("who may read"), choices=Visibility, default=Visibility.MEMBERS
    )

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of another organizer")
        verbose_name_plural = _("events of other organizers")
        ordering = ["date", "start_time", "pk"]

    def __str__(self):
        return self.title


class ChallengeState(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for answers")
    CLOSED = "closed", _("closed")


class Challenge(models.Model):
    """A nut to crack: what the group asks its readers, and what it did with the answers."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="challenges")
    question = Translated(models.CharField, _("question"), max_length=300)
    background = Translated(models.TextField, _("background"), max_length=2000)
    result = Translated(models.TextField, _("what the group did"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=ChallengeState, default=ChallengeState.DRAFT)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)

    class Meta:
        verbose_name = _("nut to crack")
        verbose_name_plural = _("nuts to crack")
        ordering = ["-opened_on", "-pk"]
        constraints = [models.CheckConstraint(condition=has_text("question"), name="challenge_has_question")]

    def __str__(self):
        return str(self.question)


class AnswerState(models.TextChoices):
    NEW = "new", _("to be read")
    CHOSEN = "chosen", _("shown in public")
    REJECTED = "rejected", _("not shown")


class ChallengeAnswer(models.Model):
    """A reader's answer: the words and the day, nothing about who wrote them."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"), max_length=2000)
    public_text = models.TextField(
        _("as shown in public"), max_length=2000, blank=True,
        help_text=_("Shorten, and take out what tells who wrote it or of whom."),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=AnswerState, default=AnswerState.NEW)
    sent_on = models.DateField(_("sent on"), auto_now_add=True)
    form_key = models.UUIDField(unique=True, editable=False)  # one form sent twice is one answer

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-sent_on", "-pk"]

    def __str__(self):
        return self.text[:60]
