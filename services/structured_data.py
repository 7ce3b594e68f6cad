"""A service in schema.org's vocabulary, for general search engines."""

from django.conf import settings

from services.hours import MIDNIGHT
from services.models import Cost

#: By number of the weekday, 0 is Monday.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def service_data(detail) -> dict:
    """`detail` is a `ServiceDetail`. What is not known is left out; a confidential place always is."""
    service = detail.service
    organization = service.organization
    data = {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": service.name,
        "description": service.summary,
        "url": settings.SITE_URL + service.get_absolute_url(),
        "provider": _known({"@type": "Organization", "name": organization.name, "url": organization.website}),
        "areaServed": detail.area_text,
        "audience": [{"@type": "Audience", "audienceType": row.name} for row in detail.audiences],
        "serviceType": [row.name for row in detail.themes],
        "availableChannel": _channels(detail),
    }
    if service.cost == Cost.FREE:
        data["offers"] = {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}
    return _known(data)


def _channels(detail):
    service = detail.service
    channels = [
        {"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": phone.number}}
        for phone in detail.phones
    ]
    if service.url:
        channels.append({"@type": "ServiceChannel", "serviceUrl": service.url})
    channels += [
        {"@type": "ServiceChannel", "serviceLocation": _place(place)} for place in detail.public_places
    ]
    for channel in channels:
        if service.languages:
            channel["availableLanguage"] = [code for code in service.languages if code != "interpreter"]
    return channels


def _place(place):
    location = place.location
    data = {
        "@type": "Place",
        "name": location.name,
        "address": _known(
            {
                "@type": "PostalAddress",
                "streetAddress": location.address,
                "postalCode": location.postal_code,
                "addressLocality": location.municipality.name if location.municipality else "",
                "addressCountry": "FI",
            }
        ),
        "openingHoursSpecification": [
            _hours(line) for line in place.hours if line.opens_at and line.closes_at
        ],
    }
    if location.latitude is not None and location.longitude is not None:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": location.latitude,
            "longitude": location.longitude,
        }
    return _known(data)


def _hours(line):
    return _known(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAYS[day] for day in line.days],
            "opens": f"{line.opens_at:%H:%M}",
            # Two equal times would mean closed all day, so midnight is told as the minute before it.
            "closes": "23:59" if line.closes_at == MIDNIGHT else f"{line.closes_at:%H:%M}",
            "validFrom": line.valid_from.isoformat() if line.valid_from else "",
            "validThrough": line.valid_to.isoformat() if line.valid_to else "",
        }
    )


def _known(data):
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
