"""When a listing falls due: a year after it was last checked, before its season, before its project ends."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import DateField, Func
from django.db.models.functions import Coalesce, Greatest, TruncDate

from services.models import CheckCause
from services.models.service import UNCONFIRMED_MONTHS

#: The first mail goes so many days before the day by which a listing is to be checked.
ASK_DAYS_BEFORE = 30
#: A season's details are to be right so long before it begins; a check in these days counts for it.
SEASON_LEAD_DAYS = 14
SEASON_FRESH_DAYS = 60
#: A season of this age says nothing about the next one.
OLDEST_SEASON_DAYS = 2 * 365
#: The warning of a project's end; a check in these days counts for it.
PROJECT_WARNING_DAYS = 90


class AddMonths(Func):
    """A date so many months later; the last day of a shorter month."""

    arity = 2
    template = "(%(expressions)s)::date"
    arg_joiner = " + interval '1 month' * "
    output_field = DateField()


def last_checked():
    """The newer of the day a person checked the listing and the day the organization confirmed it."""
    return Greatest("assured_date", TruncDate("confirmed_at"))


def known_since():
    """From when a listing's age counts: its last check; one never checked, from when it became public."""
    return Coalesce(last_checked(), "first_published_on", TruncDate("created_at"))


def unconfirmed_for_long(services, today: datetime.date):
    """Those of `services` that nobody has checked for 18 months."""
    return services.annotate(
        known_on=known_since(), too_old_on=AddMonths("known_on", UNCONFIRMED_MONTHS)
    ).filter(too_old_on__lte=today)


@dataclass(frozen=True)
class Due:
    """A listing to ask about: by which day it is to be checked, and why."""

    service_id: int
    due_on: datetime.date
    cause: str


def falling_due(today: datetime.date) -> list[Due]:
    """The listings whose organization is to be asked now, but those with an open question."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FALLING_DUE,
            {
                "today": today,
                "yesterday": today - datetime.timedelta(days=1),
                "oldest": today - datetime.timedelta(days=OLDEST_SEASON_DAYS),
                "soon": today + datetime.timedelta(days=ASK_DAYS_BEFORE),
                "zone": settings.TIME_ZONE,
                "season_lead": SEASON_LEAD_DAYS,
                "season_fresh": SEASON_FRESH_DAYS,
                "project_warning": PROJECT_WARNING_DAYS,
                "project_lead": PROJECT_WARNING_DAYS - ASK_DAYS_BEFORE,
            },
        )
        return [Due(service, due_on, CheckCause(cause)) for service, due_on, cause in cursor.fetchall()]


# A season that has begun comes again on the same day of the next year. What was never checked is due today.
_FALLING_DUE = """
WITH season AS (
    SELECT service_id, min(CASE
        WHEN starts_on >= %(today)s THEN starts_on
        ELSE starts_on + interval '1 year' * (extract(year FROM age(%(yesterday)s::date, starts_on)) + 1)
    END)::date AS starts_on
    FROM (
        SELECT service_id, starts_on FROM services_group
        UNION ALL
        SELECT place.service_id, schedule.valid_from
        FROM services_schedule schedule
        JOIN services_serviceatlocation place ON place.id = schedule.at_location_id
        WHERE schedule.valid_to IS NOT NULL
    ) every(service_id, starts_on)
    WHERE starts_on >= %(oldest)s
    GROUP BY service_id
), listing AS (
    SELECT service.id, season.starts_on AS season_on, service.project_ends_on,
        greatest(service.assured_date, (service.confirmed_at AT TIME ZONE %(zone)s)::date) AS checked,
        interval '1 month' * organization.check_interval_months AS check_interval
    FROM services_service service
    JOIN services_organization organization ON organization.id = service.organization_id
    LEFT JOIN season ON season.service_id = service.id
    WHERE service.status IN ('published', 'unchecked') AND NOT EXISTS (
        SELECT FROM services_checkrequest question
        WHERE question.service_id = service.id AND question.closed_on IS NULL
    )
), dated AS (
    SELECT id,
        coalesce((checked + check_interval)::date, %(today)s) AS year,
        CASE WHEN checked IS NULL OR checked < season_on - %(season_fresh)s
            THEN season_on - %(season_lead)s END AS season,
        CASE WHEN project_ends_on >= %(today)s
                AND (checked IS NULL OR checked < project_ends_on - %(project_warning)s)
            THEN project_ends_on - %(project_lead)s END AS project
    FROM listing
)
SELECT id, least(year, season, project) AS due_on,
    CASE least(year, season, project) WHEN project THEN 'project' WHEN season THEN 'season' ELSE 'year' END
FROM dated
WHERE least(year, season, project) <= %(soon)s
ORDER BY id
"""
