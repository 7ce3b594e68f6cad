"""Who may sign in, for superusers alone; and the way from a row to its public page."""

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from lape.models import User
from services.models import Coordinator, OrganizationEditor

# Rights come with a role's row, never with Django's groups of single permissions.
admin.site.unregister(Group)


class CoordinatorInline(admin.TabularInline):
    model = Coordinator
    extra = 0
    autocomplete_fields = ["area"]


class OrganizationEditorInline(admin.TabularInline):
    model = OrganizationEditor
    extra = 0
    autocomplete_fields = ["organization"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    inlines = [CoordinatorInline, OrganizationEditorInline]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Personal info"), {"fields": ["first_name", "last_name"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]


@admin.site.admin_view
def view_on_site(request, content_type_id, object_id):
    """Lead to the public page of a row that the user sees in the admin.

    It takes the place of Django's own view, which would tell anybody on the staff the address, and
    so the name, of any draft.
    """
    try:
        content_type = ContentType.objects.get_for_id(content_type_id)
        pages = admin.site.get_model_admin(content_type.model_class())
    except (ContentType.DoesNotExist, ValueError, NotRegistered) as error:
        raise Http404 from error
    row = pages.get_object(request, object_id) if pages.has_view_permission(request) else None
    if not hasattr(row, "get_absolute_url"):
        raise Http404
    return redirect(row)
