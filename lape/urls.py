"""The addresses: pages in three languages, the admin, and what machines read."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from lape import health
from lape.admin import view_on_site
from services import machine, views
from workgroups.machine import SITEMAPS as WORKGROUP_SITEMAPS

SITEMAPS = machine.SITEMAPS | WORKGROUP_SITEMAPS

urlpatterns = [
    path("hallinta/r/<path:content_type_id>/<path:object_id>/", view_on_site),
    path("hallinta/", admin.site.urls),
    path("kuvat/<str:digest>", views.picture, name="picture"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path(".well-known/security.txt", machine.security_txt, name="security_txt"),
    *i18n_patterns(
        path("", include("services.urls")),
        path("", include("services.checks.urls")),
        path("", include("workgroups.urls")),
        path("", include("lape.accounts.urls")),
        prefix_default_language=False,
    ),
]
