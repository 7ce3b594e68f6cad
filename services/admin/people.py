"""Who looks after what, and addresses of the past: for superusers alone."""

from django.contrib import admin

from services.admin.base import DirectoryAdmin
from services.models import Coordinator, OldSlug, OrganizationEditor


@admin.register(Coordinator)
class CoordinatorAdmin(DirectoryAdmin):
    list_display = ["user", "area"]
    list_select_related = ["user", "area"]
    search_fields = ["user__email", "user__first_name", "user__last_name"]
    autocomplete_fields = ["user", "area"]


@admin.register(OrganizationEditor)
class OrganizationEditorAdmin(DirectoryAdmin):
    list_display = ["user", "organization"]
    list_select_related = ["user", "organization"]
    search_fields = ["user__email", "user__first_name", "user__last_name"]
    autocomplete_fields = ["user", "organization"]


@admin.register(OldSlug)
class OldSlugAdmin(DirectoryAdmin):
    list_display = ["slug", "service", "organization"]
    list_select_related = ["service", "organization"]
    search_fields = ["slug"]
    autocomplete_fields = ["service", "organization"]
