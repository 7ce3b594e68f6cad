"""Areas and municipalities: a coordinator writes their pages, a superuser keeps their facts."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.utils.translation import gettext_lazy as _

from services import roles
from services.admin.base import DirectoryAdmin, OwnInline, OwnRowsAdmin, VocabularyAdmin
from services.admin.forms import AddressedForm
from services.models import Area, CrisisNumber, District, Municipality, PlaceContact, PlaceLink, PostalCode
from services.translated import columns


class PlaceContactInline(OwnInline):
    model = PlaceContact
    fields = [tuple(columns("role")), ("phone", "email", "position")]


class PlaceLinkInline(OwnInline):
    model = PlaceLink
    fields = [("url", "position"), tuple(columns("label"))]


class PlacePageAdmin(OwnRowsAdmin):
    """The page of an area or a municipality. `facts` are the columns that superusers alone change."""

    coordinator_rights = frozenset({"view", "change"})
    facts = ()
    page = ()
    inlines = [PlaceContactInline, PlaceLinkInline]

    def get_queryset(self, request):
        """A service may serve any place, so an autocomplete offers all; the list holds the own ones."""
        if request.resolver_match.url_name == "autocomplete":
            return DirectoryAdmin.get_queryset(self, request)
        return super().get_queryset(request)

    def get_fieldsets(self, request, obj=None):
        page = [*columns("introduction"), *columns("guidance_name"), *columns("guidance_hours")]
        page += ["guidance_phone", "guidance_url", *self.page]
        return [
            (_("The page"), {"fields": page}),
            (_("Facts"), {"classes": ["collapse"], "fields": self.facts}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return [] if request.user.is_superuser else flatten(self.facts)

    @admin.display(description=_("guidance contact"), boolean=True)
    def listed_guidance(self, place):
        return place.has_guidance()


@admin.register(Area)
class AreaAdmin(PlacePageAdmin):
    editable = staticmethod(roles.editable_areas)
    list_display = ["__str__", "kind", "code", "listed_guidance", "social_emergency_phone"]
    list_filter = ["kind"]
    search_fields = [*columns("name"), *columns("short_name")]
    ordering = ["sort_fi", "kind"]
    autocomplete_fields = ["same_as"]
    page = ["social_emergency_phone"]
    facts = ["kind", "code", "slug", *columns("name"), *columns("short_name"), "same_as"]


@admin.register(Municipality)
class MunicipalityAdmin(PlacePageAdmin):
    editable = staticmethod(roles.editable_municipalities)
    list_display = ["__str__", "code", "county", "region", "population", "listed_guidance"]
    list_filter = ["county"]
    list_select_related = ["county", "region"]
    search_fields = [*columns("name"), "code"]
    ordering = ["sort_fi"]
    autocomplete_fields = ["county", "region", "neighbours"]
    facts = [
        "code",
        "slug",
        *columns("name"),
        "county",
        "region",
        "neighbours",
        ("latitude", "longitude"),
        "population",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("outline")


@admin.register(District)
class DistrictAdmin(VocabularyAdmin):
    form = AddressedForm
    list_display = ["name", "municipality", "slug"]
    search_fields = [*columns("name"), *columns("municipality__name")]
    autocomplete_fields = ["municipality", "postal_codes"]
    readonly_fields = ["source", "external_id"]
    fields = [*columns("name"), "municipality", "postal_codes", "slug", ("source", "external_id")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("municipality")


@admin.register(PostalCode)
class PostalCodeAdmin(VocabularyAdmin):
    list_display = ["code", "name", "municipality", "is_po_box"]
    list_select_related = ["municipality"]
    search_fields = ["code", *columns("name")]
    autocomplete_fields = ["municipality"]


@admin.register(CrisisNumber)
class CrisisNumberAdmin(VocabularyAdmin):
    """The numbers of the crisis box, put in order in the list itself."""

    list_display = ["number", "name", "area", "is_in_box", "position"]
    list_editable = ["is_in_box", "position"]
    list_select_related = ["area"]
    fields = ["number", *columns("name"), *columns("note"), "area", "is_in_box", "position"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.list_editable:  # a field in the list has no label beside it
            field.widget.attrs["aria-label"] = field.label
        return field
