"""What every admin page of the directory shares: rights by role, kind form fields, the search index."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.text import capfirst

from services import listings, roles
from services.admin import fields
from services.models import Service
from services.search.entries import index_services
from services.translated import LANGUAGE_NAMES, columns

MOST_ROWS = 50  # of an inline, unless there are more already
NAME_COLUMNS = frozenset(columns("name"))
PHONE_COLUMNS = {"number", "phone", "guidance_phone", "social_emergency_phone"}
_NUMBER = re.compile("[0-9]{1,18}")
SHOWN_OPEN = "fi"  # the language whose texts a form shows at once


class RightsByRole:
    """Superusers may do everything, coordinators what the class names, on the rows it lets them see."""

    coordinator_rights = frozenset()

    def _may(self, right, user):
        return user.is_active and (
            user.is_superuser or (right in self.coordinator_rights and roles.may_use_admin(user))
        )

    def has_module_permission(self, request):
        return self._may("view", request.user)

    def has_view_permission(self, request, obj=None):
        return self._may("view", request.user)

    def has_add_permission(self, request, obj=None):
        return self._may("add", request.user)

    def has_change_permission(self, request, obj=None):
        return self._may("change", request.user)

    def has_delete_permission(self, request, obj=None):
        return self._may("delete", request.user)


class KindFields:
    """Form fields that are easier to fill in than the stock ones; for pages and inlines alike."""

    formfield_overrides = {
        models.DateField: {"widget": fields.DateInput},
        models.TimeField: {"widget": fields.TimeInput},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": fields.DateTimeInput},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, ArrayField):
            return _array_field(db_field)
        if type(db_field) in (models.CharField, models.TextField) and not db_field.choices:
            kwargs["form_class"] = fields.PlainTextField
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            _leave_out_links(field.widget, own=db_field.related_model in roles.CHOICES)
        if db_field.name in NAME_COLUMNS:
            field.validators.append(fields.check_name)
        if db_field.name in PHONE_COLUMNS:
            field.validators.append(fields.check_phone)
        if isinstance(db_field, models.URLField):
            field.validators.append(fields.check_web_address)
        if isinstance(db_field, models.TextField):
            field.widget.attrs["rows"] = 10 if db_field.max_length > 500 else 3
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer and accept only the rows that the user may change, where they are somebody's own."""
        if choices := roles.CHOICES.get(db_field.related_model):
            kwargs["queryset"] = choices(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _leave_out_links(widget, own):
    """Beside a field one may add or change a row of one's own; vocabularies have their own pages."""
    widget.can_delete_related = widget.can_view_related = False
    widget.can_add_related = widget.can_add_related and own
    widget.can_change_related = widget.can_change_related and own


def _array_field(column):
    if column.base_field.choices:
        return fields.ChoiceListField.for_column(column)
    if isinstance(column.base_field, models.DateField):
        return column.formfield(form_class=fields.DateListField)
    if column.name == "languages":
        return column.formfield(form_class=fields.LanguagesField)
    return column.formfield()


class DirectoryAdmin(RightsByRole, KindFields, admin.ModelAdmin):
    """Pages of one kind of row.

    `service_lookups` says how services point to the rows, where the search index repeats their names.
    """

    list_per_page = 50
    show_full_result_count = False
    service_lookups = ()

    def services_of(self, ids) -> set[int]:
        """The ids of the services whose index rows tell something of the rows with these `ids`."""
        found = set()
        for lookup in self.service_lookups:
            services = Service.objects.filter(**{f"{lookup}__in": ids})
            found.update(services.order_by().values_list("pk", flat=True))
        return found

    def get_changeform_initial_data(self, request):
        """Without what a mistyped address names in place of a row's number."""
        initial = super().get_changeform_initial_data(request)
        for column in [*self.opts.fields, *self.opts.many_to_many]:
            value = initial.get(column.name)
            if column.is_relation and isinstance(value, (str, list)):
                numbers = [value] if isinstance(value, str) else value
                if not all(_NUMBER.fullmatch(number) for number in numbers):
                    del initial[column.name]
        return initial

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if self.service_lookups and form.has_changed():
            index_services(self.services_of([form.instance.pk]))

    @transaction.atomic
    def delete_model(self, request, obj):
        services = self.services_of([obj.pk])
        super().delete_model(request, obj)
        index_services(services)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        services = self.services_of([row.pk for row in queryset])
        super().delete_queryset(request, queryset)
        index_services(services)


class OwnRowsAdmin(DirectoryAdmin):
    """Coordinators see and change the rows that `editable(user)`, of `services.roles`, gives them."""

    coordinator_rights = frozenset({"view", "add", "change"})
    editable = None

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if request.user.is_superuser:
            return queryset
        return queryset.filter(pk__in=self.editable(request.user).order_by().values("pk"))


class AddressedAdmin:
    """Something with an address: made from the name when left empty; after a change the old one leads on."""

    def save_model(self, request, obj, form, change):
        if not obj.slug:
            obj.slug = listings.free_slug(type(obj), str(obj.name), fallback=obj._meta.model_name)
        elif change:
            listings.rename(obj, obj.slug)
        super().save_model(request, obj, form, change)


class VocabularyAdmin(DirectoryAdmin):
    """Coordinators read it and choose from it; superusers change it."""

    coordinator_rights = frozenset({"view"})


class LimitedFormSet(forms.BaseInlineFormSet):
    """As many rows as a person writes, whatever number is sent; those that are there always fit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_num = max(min(self.max_num, MOST_ROWS), len(self.get_queryset()))
        self.absolute_max = self.max_num + 10


class OwnInline(RightsByRole, KindFields, admin.StackedInline):
    """Rows that mean nothing without the one above: who may change that one may change these."""

    coordinator_rights = frozenset({"view", "add", "change", "delete"})
    extra = 0
    formset = LimitedFormSet
    max_num = MOST_ROWS


def language_fieldsets(*names):
    """A fieldset a language with the columns of the translated texts `names`, Finnish open."""
    return [
        (
            capfirst(LANGUAGE_NAMES[language]),
            {
                "classes": [] if language == SHOWN_OPEN else ["collapse"],
                "fields": [f"{name}_{language}" for name in names],
            },
        )
        for language in LANGUAGE_NAMES
    ]
