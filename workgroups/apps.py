from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Workgroups")

    def ready(self):
        from lape.accounts import data_export
        from workgroups.own_data import own_data

        data_export.SOURCES["workgroups"] = own_data
