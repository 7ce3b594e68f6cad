"""Who was at a meeting: one sheet of the roster of that day and of guests, saved whole or not at all.

Name, title, organization and naming are copied as they were on the day of the meeting; afterwards the naming
can only become stricter. Nobody is taken for absent unless the list is said to be complete.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workgroups.agenda import lock
from workgroups.attendance_forms import NEW_GUESTS, GuestForm, MemberForm, SheetForm
from workgroups.conflicts import stamp
from workgroups.models import (
    EDITOR_ROLES,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingState,
    Membership,
    Memo,
    Naming,
    NamingBasis,
    Person,
    Role,
    RoleInMeeting,
)

#: From the most open to the strictest.
STRICTNESS = [Naming.FULL_NAME, Naming.ROLE_ONLY, Naming.HIDDEN]
_STAMPED = ["pk", "person", "name", "title", "organization_name", "state", "role_in_meeting", "naming"]


def as_strict_or_stricter(naming: str) -> list[str]:
    return STRICTNESS[STRICTNESS.index(naming) :]


def roster(meeting: Meeting) -> list[Attendance]:
    """One unsaved row for each person who was a member on the day, by name."""
    terms = Membership.objects.filter(workgroup=meeting.workgroup_id).active_on(meeting.date)
    by_person: dict[int, list[Membership]] = {}
    for term in terms.select_related("person", "on_behalf_of").order_by("person__name", "pk"):
        by_person.setdefault(term.person_id, []).append(term)
    return [_copied(meeting, terms) for terms in by_person.values()]


def _copied(meeting, terms) -> Attendance:
    """The row of a person in several roles: the leading one tells the title, the strictest the naming."""
    leading = min(terms, key=lambda term: (term.role not in EDITOR_ROLES, term.pk))
    strictest = max(terms, key=lambda term: STRICTNESS.index(term.naming))
    roles = {term.role for term in terms}
    row = Attendance(
        meeting=meeting,
        person=leading.person,
        name=leading.person.name,
        title=leading.title,
        organization=leading.on_behalf_of,
        organization_name=str(leading.on_behalf_of or ""),
        is_expert_by_experience=Role.EXPERT_BY_EXPERIENCE in roles,
        naming=strictest.naming,
        naming_basis=strictest.naming_basis,
        consent_on=strictest.consent_on,
        consent_withdrawn_on=strictest.consent_withdrawn_on,
    )
    if row.is_expert_by_experience and row.naming == Naming.FULL_NAME:
        row.naming = Naming.ROLE_ONLY
    if roles & {Role.CHAIR, Role.CONVENER}:
        row.role_in_meeting = RoleInMeeting.CHAIR
    elif Role.SECRETARY in roles:
        row.role_in_meeting = RoleInMeeting.SECRETARY
    return row


@dataclass(frozen=True)
class Line:
    """One row of the sheet with its form; `row` is saved, or a copy to be, and None for a guest to be."""

    row: Attendance | None
    form: MemberForm | GuestForm

    @property
    def saved_state(self) -> str:
        return self.row.get_state_display() if self.row and self.row.pk else _("not marked")


class Sheet:
    """The whole form: members, guests, and whether the list is complete."""

    def __init__(self, meeting: Meeting, data=None):
        self.meeting = meeting
        saved = list(meeting.attendances.select_related("person"))
        known = {row.person_id for row in saved}
        coming = [row for row in roster(meeting) if row.person_id not in known]
        members = sorted([row for row in saved if row.person_id] + coming, key=lambda row: row.name)
        self.members = [Line(row, _member_form(row, data)) for row in members]
        self.guests = [Line(row, _guest_form(row, data)) for row in saved if not row.person_id]
        self.guests += [Line(None, GuestForm(data, prefix=f"new{n}")) for n in range(NEW_GUESTS)]
        if data is not None:
            self.guests = [line for line in self.guests if not self._is_there(line)]
        self.base = sheet_stamp(meeting)
        complete = meeting.memo.is_attendance_complete if hasattr(meeting, "memo") else False
        self.form = SheetForm(data, initial={"is_complete": complete, "base": self.base})
        self.is_day_here = meeting.date <= timezone.localdate()

    def is_valid(self) -> bool:
        forms = [self.form, *(line.form for line in (*self.members, *self.guests))]
        return all(form.is_valid() for form in forms)

    def _is_there(self, line) -> bool:
        """Tell whether a guest on an empty line is saved already: the form came twice."""
        if line.row or not line.form.is_valid() or not (name := line.form.cleaned_data["name"]):
            return False
        return any(other.row and other.row.name == name for other in self.guests)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether what was typed is what is saved: the form came twice."""
        is_complete = self.form.cleaned_data["is_complete"]
        for line in self.members:
            typed = line.form.cleaned_data["state"] or (AttendanceState.ABSENT if is_complete else "")
            if typed != (line.row.state if line.row.pk else "") or line.form.has_changed():
                return False
        named = [line for line in self.guests if line.row or line.form.cleaned_data["name"]]
        return all(line.row and not line.form.has_changed() for line in named)

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody saved since the form was made."""
        return self.form.cleaned_data["base"] != self.base

    @property
    def errors(self) -> list[str]:
        forms = [line.form for line in (*self.members, *self.guests)]
        return [error for form in forms for errors in form.errors.values() for error in errors]


def sheet_stamp(meeting: Meeting) -> str:
    complete = Memo.objects.filter(meeting=meeting, is_attendance_complete=True).exists()
    return stamp([list(meeting.attendances.order_by("pk").values_list(*_STAMPED)), complete])


def _member_form(row, data):
    prefix = f"person{row.person_id}"  # the same when somebody saves the row meanwhile
    initial = {
        "state": row.state if row.pk else "",
        "role_in_meeting": row.role_in_meeting,
        "naming": row.naming,
    }
    return MemberForm(
        data, prefix=prefix, initial=initial, namings=as_strict_or_stricter(row.naming), row=row
    )


def _guest_form(row, data):
    initial = {
        "name": row.name,
        "title": row.title,
        "organization_name": row.organization_name,
        "state": row.state,
        "may_be_named": row.naming == Naming.FULL_NAME,
    }
    prefix = f"row{row.pk}"
    form = GuestForm(_completed(data, prefix, "name", initial), prefix=prefix, initial=initial)
    form.fields["name"].help_text = _("Empty the name to take the guest off the list.")
    return form


def _completed(data, prefix, always, initial):
    """What was posted; a line that the form did not have yet stands in it as it is saved."""
    if data is None or f"{prefix}-{always}" in data:
        return data
    return {f"{prefix}-{name}": value for name, value in initial.items()}


@transaction.atomic
def save(sheet: Sheet) -> None:
    """Write the whole sheet, which is valid and not stale. A memo that is not begun is begun on the day."""
    meeting = sheet.meeting
    is_complete = sheet.form.cleaned_data["is_complete"]
    position = 0
    for line in sheet.members:
        position += 1
        _save_member(line, position, is_complete)
    for line in sheet.guests:
        position += 1
        _save_guest(meeting, line, position)
    if sheet.is_day_here:
        Memo.objects.get_or_create(meeting=meeting, defaults={"author": meeting.memo_taker})
        Memo.objects.filter(meeting=meeting).update(is_attendance_complete=is_complete)


def _save_member(line, position, is_complete):
    row, typed = line.row, line.form.cleaned_data
    state = typed["state"] or (AttendanceState.ABSENT if is_complete else "")
    if not state:
        if row.pk:
            row.delete()
        return
    row.state, row.position, row.naming = state, position, typed["naming"]
    row.role_in_meeting = typed["role_in_meeting"] if row.is_here else ""
    row.save()


def _save_guest(meeting, line, position):
    row, typed = line.row, line.form.cleaned_data
    if not typed["name"]:
        if row:
            row.delete()
        return
    row = row or Attendance(meeting=meeting)
    row.position = position
    row.name, row.title, row.organization_name = typed["name"], typed["title"], typed["organization_name"]
    row.state = typed["state"]
    if typed["may_be_named"]:
        row.naming, row.naming_basis = Naming.FULL_NAME, NamingBasis.OFFICE
    elif row.naming == Naming.FULL_NAME:
        row.naming, row.naming_basis = Naming.ROLE_ONLY, NamingBasis.NONE
    row.save()


@transaction.atomic
def set_own_absence(meeting: Meeting, person: Person, is_away: bool) -> None:
    """A member tells beforehand that they cannot come, or that they can after all. Raises ValidationError."""
    meeting = lock(meeting)
    if meeting.state != MeetingState.PLANNED or meeting.date < timezone.localdate():
        raise ValidationError(_("The meeting is over or cancelled: the secretary keeps its attendance now."))
    saved = meeting.attendances.filter(person=person).first()
    if not is_away:
        if saved and saved.state == AttendanceState.EXCUSED:
            saved.delete()
        return
    row = saved or next((row for row in roster(meeting) if row.person_id == person.pk), None)
    if row is None:
        raise ValidationError(_("You are not a member on the day of the meeting."))
    row.state, row.role_in_meeting = AttendanceState.EXCUSED, ""
    row.save()
