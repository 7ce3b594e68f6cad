"""Our own lists of themes and audiences: superusers change them, coordinators choose from them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.base import VocabularyAdmin
from services.admin.forms import NamedForm
from services.models import Audience, Theme
from services.translated import LANGUAGES, columns


class TermAdmin(VocabularyAdmin):
    form = NamedForm
    list_display = ["__str__", "slug", *columns("name")]
    search_fields = columns("name")
    readonly_fields = ["source", "external_id"]
    fieldsets = [
        (None, {"fields": [*columns("name"), "slug"]}),
        (_("Description"), {"fields": columns("description")}),
        (
            _("Synonyms, with commas between"),
            {"fields": [*(f"synonyms_{language}" for language in LANGUAGES), "ptv"]},
        ),
        (_("Source"), {"classes": ["collapse"], "fields": [("source", "external_id")]}),
    ]


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    service_lookups = ("themes",)


@admin.register(Audience)
class AudienceAdmin(TermAdmin):
    service_lookups = ("audiences",)
