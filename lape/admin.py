"""Who may sign in and who did, for superusers alone; and the way from a row to its public page."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lape.models import SignInRecord, User
from services.models import Coordinator, OrganizationEditor

# Rights come with a role's row, never with Django's groups of single permissions.
admin.site.unregister(Group)
# One address a person, kept with them; and secrets are nobody's to read.
admin.site.unregister([EmailAddress, Authenticator])


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
    actions = ["remove_second_factors"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Personal info"), {"fields": ["first_name", "last_name"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]

    @admin.action(description=_("Remove the second step of sign-in, for who has lost theirs"))
    def remove_second_factors(self, request, queryset):
        """They also leave every session, and set up a new second factor when they come back."""
        people = list(queryset)
        for user in people:
            Authenticator.objects.filter(user=user).delete()
            user.end_sessions()
            self.log_change(request, user, "Removed the second step of sign-in.")
        text = ngettext("Removed from %(count)d person.", "Removed from %(count)d people.", len(people))
        self.message_user(request, text % {"count": len(people)}, messages.SUCCESS)


@admin.register(SignInRecord)
class SignInRecordAdmin(admin.ModelAdmin):
    """To read, and nothing else."""

    list_display = ["hour", "outcome", "user", "typed", "address"]
    list_filter = ["outcome", "hour"]
    list_select_related = ["user"]
    search_fields = ["user__email"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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
