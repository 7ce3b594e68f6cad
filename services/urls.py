"""Addresses in Finnish; the same patterns in Swedish and English take their words from the catalogues."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from services import views

app_name = "services"

urlpatterns = [
    path("", views.front, name="front"),
    path(pgettext_lazy("address", "services/"), views.service_list, name="service_list"),
    path(pgettext_lazy("address", "services/suggestions/"), views.suggestions, name="suggestions"),
    path(pgettext_lazy("address", "services/<slug:slug>/"), views.service_detail, name="service_detail"),
    path(pgettext_lazy("address", "organisations/"), views.organization_list, name="organization_list"),
    path(
        pgettext_lazy("address", "organisations/<slug:slug>/"),
        views.organization_detail,
        name="organization_detail",
    ),
    path(pgettext_lazy("address", "municipalities/"), views.municipality_list, name="municipality_list"),
    path(
        pgettext_lazy("address", "municipalities/<slug:slug>/"),
        views.municipality_detail,
        name="municipality_detail",
    ),
    path(pgettext_lazy("address", "areas/"), views.area_list, name="area_list"),
    path(pgettext_lazy("address", "areas/<slug:slug>/"), views.area_detail, name="area_detail"),
    path(pgettext_lazy("address", "which-help/"), views.tiers, name="tiers"),
    path(pgettext_lazy("address", "help-now/"), views.prose, {"name": "help_now"}, name="help_now"),
    path(pgettext_lazy("address", "traces/"), views.prose, {"name": "traces"}, name="traces"),
    path(
        pgettext_lazy("address", "accessibility-statement/"),
        views.prose,
        {"name": "accessibility"},
        name="accessibility",
    ),
    path(pgettext_lazy("address", "privacy/"), views.prose, {"name": "privacy"}, name="privacy"),
    path(pgettext_lazy("address", "about/"), views.prose, {"name": "about"}, name="about"),
]
