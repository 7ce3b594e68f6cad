"""Where and when: places, opening hours, closures (HSDS `location`, `schedule`)."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.places import Municipality
from services.models.service import Service, ServicePart
from services.translated import Translated


class Weekday(models.TextChoices):
    """iCalendar's two letters, in the order of the week."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class Location(models.Model):
    """A place (HSDS `location`). A confidential one shows neither address nor map to the public."""

    name = Translated(models.CharField, _("name"), max_length=500)
    address = Translated(models.CharField, _("address"), max_length=500)
    # Text, no reference: sources write codes that the post has since closed.
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="locations",
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    accessibility = Translated(models.CharField, _("accessibility"), max_length=500)
    is_confidential = models.BooleanField(_("confidential address"), default=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        # A catalogue load finds the places that are there already.
        indexes = [models.Index(fields=["address_fi", "postal_code"], name="location_address")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90)) | models.Q(latitude__isnull=True),
                name="location_latitude_possible",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__range=(-180, 180)) | models.Q(longitude__isnull=True),
                name="location_longitude_possible",
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.address, self.postal_code])) or str(self.pk)


class ServiceAtLocation(ServicePart):
    """A service at one of its places (HSDS `service_at_location`)."""

    service = models.ForeignKey(
        Service, models.CASCADE, verbose_name=_("service"), related_name="at_locations"
    )
    location = models.ForeignKey(
        Location, models.PROTECT, verbose_name=_("place"), related_name="service_at_locations"
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("place of the service")
        verbose_name_plural = _("places of the service")

    def __str__(self):
        return str(self.location)


class Schedule(models.Model):
    """Regular opening hours (HSDS `schedule`): weekdays, from, until, and a season if there is one."""

    at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, verbose_name=_("place of the service"), related_name="schedules"
    )
    byday = ArrayField(
        models.CharField(max_length=2, choices=Weekday), verbose_name=_("weekdays"), default=list, blank=True
    )
    opens_at = models.TimeField(_("opens"), null=True, blank=True)
    closes_at = models.TimeField(_("closes"), null=True, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    description = Translated(models.CharField, _("description"), max_length=500)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__lte=models.F("valid_to"))
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True),
                name="schedule_season_in_order",
            ),
        ]

    def __str__(self):
        days = ", ".join(str(Weekday(letters).label) for letters in self.byday)
        times = [f"{time:%H.%M}" for time in (self.opens_at, self.closes_at) if time]
        return f"{days} {'–'.join(times)}".strip()


class Closure(models.Model):
    """A day on which the place is closed."""

    at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, verbose_name=_("place of the service"), related_name="closures"
    )
    date = models.DateField(_("date"))
    description = Translated(models.CharField, _("description"), max_length=500)

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ["date", "pk"]

    def __str__(self):
        return str(self.date)
