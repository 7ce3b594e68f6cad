from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LapeConfig(AppConfig):
    name = "lape"
    verbose_name = _("People who sign in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lape.accounts import records  # noqa: F401 - its receivers write down who signs in
