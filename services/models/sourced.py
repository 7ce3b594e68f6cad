"""The key by which a catalogue finds its own rows again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_external_id() -> str:
    """An id for an entry made in the admin; a dump of the catalogue repeats it."""
    return uuid.uuid4().hex


class Sourced(models.Model):
    """Something that came from a catalogue: `source` and `external_id` together are its key."""

    source = models.CharField(_("source"), max_length=100, blank=True)
    external_id = models.CharField(_("id in the source"), max_length=500, default=new_external_id)

    class Meta:
        abstract = True
