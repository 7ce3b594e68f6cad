"""What machines read: robots.txt, the sitemaps and security.txt."""

import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.models import Area, Municipality, Organization, Service

#: Days for which the security contact is promised (RFC 9116 wants an end that is not far off).
SECURITY_TXT_DAYS = 180

ROBOTS = """User-agent: *
Disallow: /hallinta/
Disallow: /*?

Sitemap: {site}/sitemap.xml
"""
SECURITY_TXT = """Contact: {contact}
Expires: {expires}
Preferred-Languages: fi, sv, en
Canonical: {site}/.well-known/security.txt
"""


@require_safe
def robots(request):
    """Searches are left alone: they are endless, and what they find has its own address."""
    return _text(ROBOTS.format(site=settings.SITE_URL))


@require_safe
def security_txt(request):
    expires = timezone.now() + datetime.timedelta(days=SECURITY_TXT_DAYS)
    return _text(
        SECURITY_TXT.format(
            contact=settings.SECURITY_CONTACT,
            expires=expires.strftime("%Y-%m-%dT00:00:00Z"),
            site=settings.SITE_URL,
        )
    )


def _text(text):
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


class _Site:
    """What Django's sitemaps want to know of the site."""

    domain = settings.SITE_URL.partition("://")[2]


class TranslatedSitemap(Sitemap):
    """Every page in its three languages, each naming the others (hreflang)."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5_000
    protocol = settings.SITE_URL.partition("://")[0]

    def get_urls(self, page=1, site=None, protocol=None):
        return super().get_urls(page, _Site, self.protocol)


class PageSitemap(TranslatedSitemap):
    names = (
        "front", "service_list", "tiers", "help_now", "traces", "organization_list", "municipality_list",
        "area_list", "about", "accessibility", "privacy",
    )  # fmt: skip

    def items(self):
        return self.names

    def location(self, item):
        return reverse(f"services:{item}")


class ServiceSitemap(TranslatedSitemap):
    def items(self):
        return Service.objects.published().order_by("pk").only("slug", "modified_at")

    def lastmod(self, service):
        return service.modified_at


class OrganizationSitemap(TranslatedSitemap):
    def items(self):
        return Organization.objects.with_services().order_by("pk").only("slug")


class MunicipalitySitemap(TranslatedSitemap):
    def items(self):
        return Municipality.objects.order_by("pk").only("slug")


class AreaSitemap(TranslatedSitemap):
    def items(self):
        return Area.objects.filter(same_as__isnull=True).order_by("pk").only("slug")


SITEMAPS = {
    "pages": PageSitemap,
    "services": ServiceSitemap,
    "organizations": OrganizationSitemap,
    "municipalities": MunicipalitySitemap,
    "areas": AreaSitemap,
}
