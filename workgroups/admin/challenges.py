"""Nuts to crack: the questions, and the readers' answers, each shown only when somebody has chosen it."""

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from services.admin.base import OwnInline, OwnRowsAdmin, language_fieldsets
from services.translated import LANGUAGES, columns
from workgroups.admin.base import OwnGroupFields, editable_workgroups
from workgroups.models import AnswerState, Challenge, ChallengeAnswer


class AnswerForm(forms.ModelForm):
    class Meta:
        model = ChallengeAnswer
        fields = ["public_text", "state"]

    def clean(self):
        """What is shown is written out, so that nobody's words go out unread."""
        cleaned = super().clean()
        if cleaned.get("state") == AnswerState.CHOSEN and not (cleaned.get("public_text") or "").strip():
            self.add_error("public_text", _("Write the answer as it is shown in public."))
        return cleaned


class AnswerInline(OwnInline):
    model = ChallengeAnswer
    form = AnswerForm
    coordinator_rights = frozenset({"view", "change"})
    fields = ["text", "public_text", ("state", "sent_on")]
    readonly_fields = ["text", "sent_on"]

    def has_add_permission(self, request, obj=None):
        return False


class ChallengeForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(f"question_{language}") for language in LANGUAGES):
            self.add_error("question_fi", _("Write the question in at least one language."))
        return cleaned


def challenges_of(user):
    return Challenge.objects.filter(workgroup__in=editable_workgroups(user))


@admin.register(Challenge)
class ChallengeAdmin(OwnGroupFields, OwnRowsAdmin):
    form = ChallengeForm
    editable = staticmethod(challenges_of)
    list_display = ["__str__", "workgroup", "state", "opened_on", "unread_answers"]
    list_filter = ["state"]
    list_select_related = ["workgroup"]
    search_fields = columns("question")
    ordering = ["-opened_on", "-pk"]
    autocomplete_fields = ["workgroup"]
    inlines = [AnswerInline]
    fieldsets = [
        (None, {"fields": ["workgroup", ("state", "opened_on")]}),
        *language_fieldsets("question", "background", "result"),
    ]

    def get_queryset(self, request):
        unread = Count("answers", filter=Q(answers__state=AnswerState.NEW))
        return super().get_queryset(request).annotate(unread=unread)

    @admin.display(description=_("answers to be read"), ordering="unread")
    def unread_answers(self, challenge):
        return challenge.unread
