"""Who follows a group without its pages: a calendar of their own, or a mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workgroups.models.groups import Workgroup
from workgroups.models.people import Person


class CalendarToken(models.Model):
    """The secret part of a member's private calendar address; only its hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.person} {self.made_at:%Y-%m-%d}"


class Subscription(models.Model):
    """An e-mail address that gets a group's published memos; it sees what the public sees."""

    workgroup = models.ForeignKey(Workgroup, models.CASCADE, related_name="subscriptions")
    email = models.EmailField(_("e-mail"))
    token_hash = models.CharField(max_length=64, unique=True)  # of the link that confirms and ends it
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [models.UniqueConstraint(fields=["workgroup", "email"], name="subscription_unique")]

    def __str__(self):
        return self.email
