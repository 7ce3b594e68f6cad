"""Every question asked of many rows. No request, no HTML."""

from django.db import models


class ServiceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status="published")


class OrganizationQuerySet(models.QuerySet):
    pass


class GroupQuerySet(models.QuerySet):
    pass
