"""Who looks after what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.organizations import Organization
from services.models.places import Area


class Coordinator(models.Model):
    """A person who looks after the listings of an area; without one, after the national ones."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="coordinator_roles"
    )
    area = models.ForeignKey(
        Area, models.CASCADE, verbose_name=_("area"), null=True, blank=True, related_name="coordinators",
        help_text=_("Empty: the national listings."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")
        constraints = [
            models.UniqueConstraint(fields=["user", "area"], nulls_distinct=False, name="coordinator_unique")
        ]

    def __str__(self):
        return f"{self.user}: {self.area or _('national')}"


class OrganizationEditor(models.Model):
    """A person of an organization who keeps its own listings right."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="editor_roles"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="editors"
    )

    class Meta:
        verbose_name = _("organization editor")
        verbose_name_plural = _("organization editors")
        constraints = [
            models.UniqueConstraint(fields=["user", "organization"], name="organization_editor_unique")
        ]

    def __str__(self):
        return f"{self.user}: {self.organization}"
