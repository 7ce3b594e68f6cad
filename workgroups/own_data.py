"""What the workgroups know about somebody who signs in, for the download of their own data."""

from lape.models import User
from workgroups.models import Attendance, Membership, Outcome, Person


def own_data(user: User) -> dict:
    """The person's name and address, their terms, the meetings they were in and their actions."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        return {}
    terms = Membership.objects.filter(person=person)
    present = Attendance.objects.filter(person=person)
    return {
        "name": person.name,
        "also_known_as": person.aliases,
        "email": person.email,
        "memberships": list(
            terms.values(
                "workgroup__name_fi",
                "role",
                "title",
                "on_behalf_of__name_fi",
                "start_date",
                "end_date",
                "naming",
                "naming_basis",
                "consent_on",
                "consent_withdrawn_on",
            )
        ),
        "attendances": list(
            present.values("meeting__workgroup__name_fi", "meeting__date", "name", "title", "state")
        ),
        "actions": list(Outcome.objects.filter(owner_person=person).values("text", "state", "due_on")),
    }
