"""Rows to look at, for superusers: who subscribes, what waits to be mailed, what was redacted."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lape.models import OutboxMail
from services.admin.base import DirectoryAdmin
from services.translated import columns
from workgroups.admin.base import ReadOnly
from workgroups.models import Redaction, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, DirectoryAdmin):
    list_display = ["email", "workgroup", "asked_at", "confirmed_at"]
    list_select_related = ["workgroup"]
    search_fields = ["email", *columns("workgroup__name")]
    ordering = ["-asked_at"]
    fields = ["workgroup", "email", "asked_at", "confirmed_at"]


@admin.register(Redaction)
class RedactionAdmin(ReadOnly, DirectoryAdmin):
    list_display = ["at", "workgroup", "by", "places", "reason"]
    list_select_related = ["workgroup", "by"]
    ordering = ["-at"]
    fields = ["workgroup", "at", "by", "places", "reason"]


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnly, DirectoryAdmin):
    """The queue without the words of the mails: what is in them is not for the admin."""

    list_display = ["queued_at", "to", "state", "attempts", "next_try_at", "last_error", "sent_at"]
    list_filter = ["state"]
    search_fields = ["to"]
    ordering = ["-queued_at"]
    actions = ["try_again"]
    fields = ["to", "state", "attempts", "queued_at", "next_try_at", "last_error", "sent_at"]

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again(self, request, queryset):
        waiting = queryset.exclude(state=OutboxMail.State.SENT)
        count = waiting.update(state=OutboxMail.State.WAITING, attempts=0, next_try_at=timezone.now())
        text = ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
