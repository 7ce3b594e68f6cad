"""The words of the search: synonyms with a preview, emergency words, and what was searched for in vain."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from services import roles
from services.admin.base import DirectoryAdmin, VocabularyAdmin
from services.models import (
    EmergencyWord,
    MissedTheme,
    MissKind,
    Municipality,
    SearchMiss,
    Service,
    Synonym,
    Theme,
)
from services.search.criteria import Criteria
from services.search.misses import missed_words

#: So many questions may be tried at once, and so many of their answers are compared.
MOST_QUESTIONS = 5
COMPARED = 20


class SynonymForm(forms.ModelForm):
    questions = forms.CharField(
        label=_("Questions to try"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. The button “Preview” shows which services each would gain and lose."),
    )  # fmt: skip

    class Meta:
        model = Synonym
        fields = ["word", "language", "means", "is_mutual", "weight", "note", "is_active"]

    def clean(self):
        cleaned = super().clean()
        if "_preview" in self.data:
            raise ValidationError(_("Nothing was saved yet: see below what would change."), code="preview")
        return cleaned


def preview(row: Synonym, questions: list[str]) -> list[dict]:
    """What each question would gain and lose by the row; nothing is kept."""
    questions = [text.strip()[:200] for text in questions if text.strip()][:MOST_QUESTIONS]
    before = [_answers(text) for text in questions]
    with transaction.atomic():
        row.save()
        after = [_answers(text) for text in questions]
        transaction.set_rollback(True)
    return [
        {
            "question": text,
            "gained": [name for key, name in new.items() if key not in old],
            "lost": [name for key, name in old.items() if key not in new],
        }
        for text, old, new in zip(questions, before, after, strict=True)
    ]


def _answers(text):
    found = Service.objects.search(Criteria(words=text)).only("name_fi", "name_sv", "name_en")[:COMPARED]
    return {service.pk: str(service.name) for service in found}


@admin.register(Synonym)
class SynonymAdmin(DirectoryAdmin):
    coordinator_rights = frozenset({"view", "add", "change"})
    form = SynonymForm
    change_form_template = "admin/services/synonym/change_form.html"
    list_display = ["word", "means", "language", "is_mutual", "weight", "is_active"]
    list_filter = ["language", "is_mutual", "is_active", "is_shipped"]
    search_fields = ["word", "means", "note"]
    list_per_page = 50
    fields = ["word", "means", "language", "is_mutual", "weight", "is_active", "note", "questions"]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_preview" in request.POST:
            extra_context = (extra_context or {}) | {"preview": self._preview(request, object_id)}
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _preview(self, request, object_id):
        kept = self.get_object(request, object_id) if object_id else None
        data = request.POST.copy()
        data.pop("_preview")
        form = SynonymForm(data, instance=kept)
        if not form.is_valid():
            return []
        questions = form.cleaned_data["questions"].splitlines() or [form.cleaned_data["word"]]
        return preview(form.save(commit=False), questions)

    def get_changeform_initial_data(self, request):
        word = request.GET.get("word", "")[:100]
        return super().get_changeform_initial_data(request) | (
            {"word": word, "questions": word} if word else {}
        )


@admin.register(EmergencyWord)
class EmergencyWordAdmin(VocabularyAdmin):
    list_display = ["words", "language", "is_active"]
    list_filter = ["language", "is_active"]
    search_fields = ["words"]
    list_per_page = 50
    fields = ["words", "language", "is_active", "note"]


@admin.register(MissedTheme)
class MissedThemeAdmin(DirectoryAdmin):
    coordinator_rights = frozenset({"view", "add", "change", "delete"})
    list_display = ["word", "theme", "marked_at"]
    list_select_related = ["theme"]
    fields = ["word", "theme"]


@admin.register(SearchMiss)
class SearchMissAdmin(DirectoryAdmin):
    """Words that were searched for in vain, as sums; single days and places are shown to nobody."""

    coordinator_rights = frozenset({"view"})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        own = path("mark/", self.admin_site.admin_view(self.mark), name="services_searchmiss_mark")
        changelist = path(
            "", self.admin_site.admin_view(self.changelist_view), name="services_searchmiss_changelist"
        )
        return [own, changelist]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        places = self._places(request.user)
        kinds = [{"label": kind.label, "rows": missed_words(kind, places)} for kind in MissKind]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Searched for in vain"),
            "opts": self.model._meta,
            "kinds": kinds,
            "themes": Theme.objects.order_by("name_fi"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/services/searchmiss/change_list.html", context)

    @staticmethod
    def _places(user):
        """The municipalities whose misses a coordinator reads; None for all of them."""
        if user.is_superuser or roles.is_national(user):
            return None
        areas = roles.own_areas(user)
        found = Municipality.objects.filter(county__in=areas) | Municipality.objects.filter(region__in=areas)
        return list(found.values_list("pk", flat=True))

    def mark(self, request):
        """Mark a word as a gap in a theme, or take the mark off again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        word = request.POST.get("word", "")[:60]
        if word and (theme := request.POST.get("theme", "")).isdecimal():
            theme = get_object_or_404(Theme, pk=theme)
            MissedTheme.objects.update_or_create(word=word, defaults={"theme": theme})
            self.message_user(
                request, _("“%(word)s” counts as a gap: %(theme)s.") % {"word": word, "theme": theme}
            )
        elif word:
            MissedTheme.objects.filter(word=word).delete()
            self.message_user(request, _("“%(word)s” no longer counts as a gap.") % {"word": word})
        return redirect(reverse("admin:services_searchmiss_changelist"))
