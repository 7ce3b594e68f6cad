"""The table that the search reads: one row a published service, rebuilt freely."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from services.models.service import Service


class Reach(models.IntegerChoices):
    """How near a service is: what is local comes before what is regional or nationwide."""

    LOCAL = 0
    REGIONAL = 1
    NATIONWIDE = 2


class SearchEntry(models.Model):
    """What the search knows of one published service; written by `services.search.entries`.

    `places` holds the terms of the places served, `facets` those of the filters, such as
    `theme:separation`; text and places stand in one index, so that a search for a word in one
    municipality reads only what matches both.
    """

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="entry")
    places = ArrayField(models.CharField(max_length=20), default=list)
    facets = ArrayField(models.CharField(max_length=130), default=list)
    vector = SearchVectorField()
    reach = models.PositiveSmallIntegerField(choices=Reach)
    tier = models.PositiveSmallIntegerField()
    is_urgent = models.BooleanField(default=False)
    for_professionals_only = models.BooleanField(default=False)
    checked_on = models.DateField(null=True)
    sort_fi = models.CharField(max_length=300, db_collation="C")
    sort_sv = models.CharField(max_length=300, db_collation="C")
    sort_en = models.CharField(max_length=300, db_collation="C")

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["places", "vector"], name="search_entry_places_text"),
            models.Index(fields=["reach", "tier", "sort_fi"], name="search_entry_order_fi"),
        ]

    def __str__(self):
        return str(self.service_id)
