"""The directory's tables, a file a noun."""

from services.models.groups import Attending, Event, Group, GroupKind
from services.models.locations import Closure, Location, Schedule, ServiceAtLocation, Weekday
from services.models.organizations import Coverage, Network, Organization, Scope, Sector
from services.models.people import Coordinator, OrganizationEditor
from services.models.places import (
    Area,
    AreaKind,
    CrisisNumber,
    District,
    Municipality,
    PlaceContact,
    PlaceLink,
    PostalCode,
)
from services.models.search import Reach, SearchEntry
from services.models.service import (
    Access,
    Anonymous,
    ChildAttends,
    Contact,
    Cost,
    Format,
    LinkKind,
    OldSlug,
    Phone,
    Picture,
    Service,
    ServiceLink,
    Status,
)
from services.models.taxonomy import PROFESSIONAL_TIERS, Audience, SupportTier, Theme

__all__ = [
    "PROFESSIONAL_TIERS",
    "Access",
    "Anonymous",
    "Area",
    "AreaKind",
    "Attending",
    "Audience",
    "ChildAttends",
    "Closure",
    "Contact",
    "Coordinator",
    "Cost",
    "Coverage",
    "CrisisNumber",
    "District",
    "Event",
    "Format",
    "Group",
    "GroupKind",
    "LinkKind",
    "Location",
    "Municipality",
    "Network",
    "OldSlug",
    "Organization",
    "OrganizationEditor",
    "Phone",
    "Picture",
    "PlaceContact",
    "PlaceLink",
    "PostalCode",
    "Reach",
    "Schedule",
    "Scope",
    "SearchEntry",
    "Sector",
    "Service",
    "ServiceAtLocation",
    "ServiceLink",
    "Status",
    "SupportTier",
    "Theme",
    "Weekday",
]
