"""18 months without an answer: out of the search, unless a family could be left without help."""

import datetime

from django.db import connection
from django.db.models import prefetch_related_objects

from services.models import CheckRequest, KeptReason, Reach, Sector, Service, Status, SupportTier
from services.search.entries import index_services

#: A coordinator has had the listing for so long before it is taken out.
GRACE_DAYS = 30
#: Who offers, as a rule, what the law obliges them to.
PUBLIC_SECTORS = (Sector.COUNTY, Sector.MUNICIPALITY, Sector.STATE)


def handle_unanswered(checks: list[CheckRequest], today: datetime.date) -> tuple[int, int]:
    """Take out what waited in vain, the oldest first; return how many were hidden and how many kept.

    One by one, so that the second of the last two of a theme finds itself the only one.
    """
    hidden = kept = 0
    for check in _in_vain(checks, today):
        if reason := kept_reason(check.service):
            check.kept_on, check.kept_reason = today, reason
            kept += 1
        else:
            Service.objects.filter(pk=check.service_id).update(status=Status.UNCHECKED)
            index_services([check.service_id])
            check.hidden_on = today
            hidden += 1
        check.save(update_fields=["kept_on", "kept_reason", "hidden_on"])
    return hidden, kept


def _in_vain(checks, today) -> list[CheckRequest]:
    """Those that a coordinator has had for a while, about listings that nobody vouched for in 18 months.

    An answer that something changed is no word that the listing is right.
    """
    long_ago = today - datetime.timedelta(days=GRACE_DAYS)
    undecided = [check for check in checks if not check.hidden_on and not check.kept_on]
    left = [check for check in undecided if (check.answered_on or check.handed_on or today) <= long_ago]
    prefetch_related_objects(left, "service__organization")
    return [
        check
        for check in left
        if check.service.status == Status.PUBLISHED and check.service.is_unconfirmed(today)
    ]


def kept_reason(service: Service) -> str:
    """Why the listing is never taken out by itself, as a `KeptReason`; empty where it may be."""
    if service.is_urgent:
        return KeptReason.URGENT
    if SupportTier.RED in service.all_tiers():
        return KeptReason.TIER
    if is_statutory(service):
        return KeptReason.STATUTORY
    if is_only_one(service):
        return KeptReason.ONLY_ONE
    return ""


def is_statutory(service: Service) -> bool:
    """Tell whether the law obliges somebody to offer it; where nobody said, the offerer's kind decides."""
    if service.is_statutory is None:
        return service.organization.sector in PUBLIC_SECTORS
    return service.is_statutory


def is_only_one(service: Service) -> bool:
    """Tell whether a municipality it serves has no other listing of one of its themes in the search.

    A nationwide helpline stands in for no local service, only for another nationwide one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONLY_ONE, {"service": service.pk, "nationwide": Reach.NATIONWIDE})
        return cursor.fetchone()[0]


_ONLY_ONE = """
SELECT EXISTS (
    SELECT FROM services_searchentry own
    JOIN services_service_themes own_theme ON own_theme.service_id = own.service_id
    CROSS JOIN services_municipality place
    JOIN services_area county ON county.id = place.county_id
    JOIN services_area region ON region.id = place.region_id
    CROSS JOIN LATERAL (
        SELECT ARRAY[
            'country', 'municipality:' || place.code, 'county:' || county.code, 'region:' || region.code
        ]::varchar[] AS terms
    ) here
    WHERE own.service_id = %(service)s AND own.places && here.terms AND NOT EXISTS (
        SELECT FROM services_searchentry other
        JOIN services_service_themes theme ON theme.service_id = other.service_id
        WHERE other.service_id <> own.service_id AND theme.theme_id = own_theme.theme_id
            AND other.places && here.terms
            AND (other.reach < %(nationwide)s OR own.reach = %(nationwide)s)
            AND (own.for_professionals_only OR NOT other.for_professionals_only)
    )
)
"""
