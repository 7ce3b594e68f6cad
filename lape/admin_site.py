"""The admin as coordinators meet it: who comes in, what the first page says."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lape.accounts import second_factor
from services import roles, upkeep

#: Models in the order in which they are needed.
DAILY = {
    name: place
    for place, name in enumerate(["Service", "Organization", "Location", "Group", "Event", "CrisisNumber"])
}


class CoordinatorsSite(admin.AdminSite):
    site_header = site_title = format_lazy(
        "{}, {}", settings.SITE_NAME, pgettext_lazy("part of the site", "admin")
    )
    index_title = _("Good morning")
    enable_nav_sidebar = False

    def has_permission(self, request):
        return roles.may_use_admin(request.user) and not second_factor.staff_lacks_it(request)

    def login(self, request, extra_context=None):
        """Lead on to the site's own sign-in or to the second factor: a form here would go round both."""
        back = request.GET.get("next", settings.ADMIN_PREFIX)
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
        if not roles.may_use_admin(request.user):
            raise PermissionDenied
        if self.has_permission(request):
            return redirect("admin:index")
        return second_factor.lead_to_it(request, back)

    def each_context(self, request):
        context = super().each_context(request)
        return context | {"role": roles.role_name(request.user) if context["has_permission"] else ""}

    def index(self, request, extra_context=None):
        """The morning's page: what waits, then the stock list of what can be edited."""
        context = {
            "morning": upkeep.morning(request.user),
            "today": timezone.localdate(),
            "areas": roles.area_names(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """What is edited daily comes first, the rest in order of its name."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: DAILY.get(model["object_name"], len(DAILY)))
        return apps
