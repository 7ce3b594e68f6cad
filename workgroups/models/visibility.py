"""One ladder for everything: public < members < editors. Never two flags that can disagree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.IntegerChoices):
    """Who may read a thing; of a thing and its parent the stricter, which is the greater, wins."""

    PUBLIC = 1, _("everyone")
    MEMBERS = 2, _("members of the group")
    EDITORS = 3, _("chair, secretary and memo taker")
