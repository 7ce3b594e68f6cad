"""Apart from `lape.apps`, where Django would take it for the configuration of `lape` itself."""

from django.contrib.admin.apps import AdminConfig


class CoordinatorsAdminConfig(AdminConfig):
    default_site = "lape.admin_site.CoordinatorsSite"
