"""A memo as plain data: what is published, previewed, mailed and shown to members, made in one place.

A snapshot is a dict that JSON can hold:

    title, number, date, start_time, end_time, place, summary      texts, times as "13:00", "" where unknown
    attendance   {is_complete, present, excused, absent, unnamed}  lists of {name, title, organization,
                 role, is_remote, is_expert_by_experience}; `unnamed` counts those left out of the lists
    items        [{id, number, title, presenter, kind, state, text, members_text, is_without_discussion,
                 continues, outcomes}]; `members_text` is in the members' snapshot alone; `continues` is
                 {date, address} of the meeting that the item came from, or None
    outcomes     [{id, kind, text, owner, due}]; `due` is a date "2017-08-18", "next_meeting" or ""
    next_meeting {date, start_time, end_time, place} or None

The public snapshot holds public items and outcomes only, and a name only where there is a reason for it.
Of an expert by experience it tells no more than that they were there.
"""

from workgroups.models import AttendanceState, Meeting, Naming, RoleInMeeting, Visibility

_ABSENCES = {AttendanceState.EXCUSED: "excused", AttendanceState.ABSENT: "absent"}


def snapshot(meeting: Meeting, level: Visibility) -> dict:
    """The living texts of `meeting` for readers of `level`, in at most five queries."""
    memo = getattr(meeting, "memo", None)
    return {
        "title": meeting.title,
        "number": meeting.number,
        "date": meeting.date.isoformat(),
        "start_time": _time(meeting.start_time),
        "end_time": _time(meeting.end_time),
        "place": place_of(meeting),
        "summary": memo.summary if memo else "",
        "attendance": _attendance(meeting, memo, level),
        "items": _items(meeting, level),
        "next_meeting": _next_meeting(meeting, level),
    }


def place_of(meeting) -> str:
    """Name and street address of the venue; a confidential place of the directory is never told."""
    place = meeting.location
    if place is None or place.is_confidential:
        return ", ".join(part for part in (meeting.venue, meeting.address) if part)
    return ", ".join(str(part) for part in (place.name, place.address) if part)


def _time(value) -> str:
    return value.strftime("%H:%M") if value else ""


def _attendance(meeting, memo, level) -> dict:
    lists = {"present": [], "excused": [], "absent": []}
    unnamed = 0
    for row in meeting.attendances.all():
        if level == Visibility.PUBLIC and row.naming == Naming.HIDDEN:
            unnamed += row.is_here
            continue
        lists[_ABSENCES.get(row.state, "present")].append(_attendee(row, level))
    return lists | {"is_complete": bool(memo and memo.is_attendance_complete), "unnamed": unnamed}


def _attendee(row, level) -> dict:
    is_inside = level > Visibility.PUBLIC
    is_counted_only = row.is_expert_by_experience and not is_inside
    return {
        "name": row.name if is_inside or row.naming == Naming.FULL_NAME else "",
        "title": "" if is_counted_only else row.title,
        "organization": "" if is_counted_only else row.organization_name,
        "role": row.role_in_meeting if row.role_in_meeting in RoleInMeeting.values else "",
        "is_remote": row.state == AttendanceState.REMOTE,
        "is_expert_by_experience": row.is_expert_by_experience,
    }


def _items(meeting, level) -> list[dict]:
    rows = meeting.items.filter(visibility__lte=level).exclude(state="proposed")
    rows = rows.select_related("continues__meeting__workgroup").prefetch_related(
        "outcomes__owner_person", "outcomes__owner_organization", "outcomes__due_meeting"
    )
    return [_item(row, level) for row in rows]


def _item(row, level) -> dict:
    origin = row.continues.meeting if row.continues else None
    if origin and origin.visibility > level:  # whoever may not know of that meeting
        origin = None
    item = {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "presenter": row.presenter,
        "kind": row.kind,
        "state": row.state,
        "text": row.public_text,
        "is_without_discussion": row.is_without_discussion,
        "continues": {"date": origin.date.isoformat(), "address": origin.address_part} if origin else None,
        "outcomes": [_outcome(each, level) for each in row.outcomes.all() if each.visibility <= level],
    }
    if level > Visibility.PUBLIC:
        item["members_text"] = row.members_text
    return item


def _outcome(row, level) -> dict:
    return {
        "id": row.pk,
        "kind": row.kind,
        "text": row.text,
        "owner": owner_of(row, level),
        "due": _due(row, level),
    }


def owner_of(row, level) -> str:
    """Whose action it is: "*" for all partners. A person is named to members alone."""
    if row.is_owned_by_all_partners:
        return "*"
    if row.owner_organization:
        return str(row.owner_organization)
    return str(row.owner_person) if row.owner_person and level > Visibility.PUBLIC else ""


def _due(row, level) -> str:
    if row.due_on:
        return row.due_on.isoformat()
    if row.due_meeting and row.due_meeting.visibility <= level:
        return row.due_meeting.date.isoformat()
    return "next_meeting" if row.is_due_next_meeting else ""


def _next_meeting(meeting, level) -> dict | None:
    later = Meeting.objects.filter(workgroup=meeting.workgroup_id, visibility__lte=level)
    later = later.filter(date__gt=meeting.date).exclude(state="cancelled").select_related("location")
    row = later.order_by("date", "ordinal").first()
    if row is None:
        return None
    return {
        "date": row.date.isoformat(),
        "start_time": _time(row.start_time),
        "end_time": _time(row.end_time),
        "place": place_of(row),
    }
