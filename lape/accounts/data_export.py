"""What the site knows about the person who asks, as one JSON file.

Another app adds its part by `SOURCES["name"] = function`, in its `AppConfig.ready`. The function takes the
user and returns what `json` can write, dates included.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from lape.models import SignInRecord, User
from services.models import Coordinator, OrganizationEditor


def account(user: User) -> dict:
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "date_joined": user.date_joined,
        "last_login": user.last_login,
        "is_active": user.is_active,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
    }


def roles(user: User) -> dict:
    areas = Coordinator.objects.filter(user=user).values_list("area__name_fi", flat=True)
    organizations = OrganizationEditor.objects.filter(user=user)
    return {
        "coordinator_of": [area or "national" for area in areas],
        "editor_of": list(organizations.values_list("organization__name_fi", flat=True)),
    }


def second_factors(user: User) -> list[dict]:
    return list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at"))


def sign_ins(user: User) -> list[dict]:
    return list(SignInRecord.objects.filter(user=user).values("hour", "outcome"))


SOURCES: dict[str, Callable[[User], object]] = {
    "account": account,
    "roles": roles,
    "second_factors": second_factors,
    "sign_ins": sign_ins,
}


def own_data(user: User) -> dict[str, object]:
    return {name: source(user) for name, source in SOURCES.items()}
