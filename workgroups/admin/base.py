"""Rights that the groups' admin pages share: rows of the own areas, and rows to read only."""

from django.db.models import Q

from services import roles
from services.admin.base import RightsByRole
from services.models import Area
from workgroups.models import Workgroup


def editable_workgroups(user):
    """Groups of the coordinator's areas; those without an area belong to the national coordinators."""
    if user.is_superuser:
        return Workgroup.objects.all()
    own = Q(area__in=roles.own_areas(user))
    if roles.is_national(user):
        own |= Q(area__isnull=True)
    return Workgroup.objects.filter(own)


class OwnGroupFields:
    """Form fields that offer and accept only groups and areas that the user looks after."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Workgroup:
            kwargs["queryset"] = editable_workgroups(request.user)
        if db_field.related_model is Area:
            kwargs["queryset"] = roles.editable_areas(request.user)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.related_model is Area and not roles.is_national(request.user):
            field.required = True  # a group without an area would be out of the coordinator's sight at once
        return field


class ReadOnly(RightsByRole):
    """Pages to look at: nobody adds, changes or deletes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
