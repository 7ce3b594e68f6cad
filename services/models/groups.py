"""Dated runs of groups, and one-day events: what the yearly calendar is made of."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.models.locations import Location, Weekday
from services.models.organizations import Organization
from services.models.places import Municipality
from services.models.service import Service
from services.models.sourced import Sourced
from services.models.taxonomy import Audience, Theme
from services.querysets import GroupQuerySet
from services.translated import Translated, has_text, pick

#: A run is a season, at most two years; a mistyped year must not make a page count for minutes.
LONGEST_RUN_DAYS = 731


class GroupKind(models.TextChoices):
    PEER = "peer", _("peer group")
    STRUCTURED = "structured", _("structured group")


class Attending(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    REMOTE = "remote", _("remotely")
    BOTH = "both", _("in person or remotely")


class Group(Sourced):
    """A dated run of a group service: weekdays, from–until and the dates without a meeting."""

    service = models.ForeignKey(Service, models.CASCADE, verbose_name=_("service"), related_name="groups")
    name = Translated(models.CharField, _("name"), max_length=500)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind, blank=True)
    method = Translated(models.CharField, _("method"), max_length=500)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    byday = ArrayField(
        models.CharField(max_length=2, choices=Weekday), verbose_name=_("weekdays"), default=list, blank=True
    )
    opens_at = models.TimeField(pgettext_lazy("time of day", "from"), null=True, blank=True)
    closes_at = models.TimeField(pgettext_lazy("time of day", "until"), null=True, blank=True)
    exceptions = ArrayField(
        models.DateField(), verbose_name=_("dates without a meeting"), default=list, blank=True
    )
    programme = models.JSONField(
        _("programme"), default=list, blank=True,
        help_text=_("A list of {title, for}, each a text by language."),
    )  # fmt: skip
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="groups",
    )
    location = models.ForeignKey(
        Location, models.PROTECT, verbose_name=_("place"), null=True, blank=True, related_name="groups"
    )
    attending = models.CharField(_("attending"), max_length=20, choices=Attending, blank=True)
    registration_until = models.DateField(_("sign up until"), null=True, blank=True)
    registration_url = models.URLField(_("sign-up page"), max_length=500, blank=True)
    how_invited = Translated(models.CharField, _("how families are invited"), max_length=500)
    child_care = Translated(models.CharField, _("child care"), max_length=500)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places left"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="group_key_unique"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="group_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="group_ends_on")]

    def __str__(self):
        return f"{self.name or self.service.name} {self.starts_on}"

    def sessions(self) -> list[datetime.date]:
        """Every day the group meets, in order; without weekdays it meets on its first day only."""
        if not self.byday:
            return [self.starts_on]
        letters = Weekday.values
        days = min((self.ends_on - self.starts_on).days + 1, LONGEST_RUN_DAYS)
        dates = (self.starts_on + datetime.timedelta(days=n) for n in range(days))
        return [day for day in dates if letters[day.weekday()] in self.byday and day not in self.exceptions]

    def coming_sessions(self, today=None) -> list[datetime.date]:
        """The sessions from `today` (Helsinki time, by default now) on."""
        today = today or timezone.localdate()
        return [day for day in self.sessions() if day >= today]

    def is_place_public(self):
        """A group at a confidential place shows neither place nor time, only how to ask."""
        return not (self.location and self.location.is_confidential)

    def programme_rows(self) -> list[dict]:
        """The programme in the reader's language: `title` and `for_whom` of each session."""
        return [
            {"title": pick(row.get("title", {})), "for_whom": pick(row.get("for", {}))}
            for row in self.programme
        ]


class Event(Sourced):
    """One day: an open evening, a lecture, a family fair."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="events"
    )
    name = Translated(models.CharField, _("name"), max_length=500)
    summary = Translated(models.CharField, _("summary"), max_length=500)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="events",
    )
    location = models.ForeignKey(
        Location, models.PROTECT, verbose_name=_("place"), null=True, blank=True, related_name="events"
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="events")
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="events"
    )
    url = models.URLField(_("web page"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="event_key_unique"),
            models.CheckConstraint(condition=has_text("name"), name="event_has_name"),
            models.CheckConstraint(
                condition=models.Q(starts_at__lte=models.F("ends_at")) | models.Q(ends_at__isnull=True),
                name="event_times_in_order",
            ),
        ]

    def __str__(self):
        return str(self.name)
