"""Every question asked of many rows of the workgroups. No request, no HTML.

`visible_to(user)` is the one rule of who reads what, for pages, feeds, calendars, mails and files alike.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from workgroups.access import viewer_of
from workgroups.models.visibility import Visibility


def _readable(user, group: str, meeting: str | None, *levels: str) -> Q:
    """Rows whose every visibility column of `levels` lets `user` in.

    `group` is the lookup of the row's workgroup; `meeting` of its meeting, whose memo taker edits it.
    """
    viewer = viewer_of(user)
    if viewer.is_superuser:
        return Q()
    public = Q(**{f"{level}": Visibility.PUBLIC for level in levels}) & _known_group(viewer, f"{group}__")
    as_member = Q(**{f"{level}__lte": Visibility.MEMBERS for level in levels})
    as_member &= Q(**{f"{group}__in": viewer.member_of}) | Q(**{f"{group}__area__in": viewer.reads_areas})
    as_editor = Q(**{f"{group}__in": viewer.editor_of})
    if meeting is not None and viewer.person_id:
        prefix = f"{meeting}__" if meeting else ""
        as_editor |= Q(**{f"{prefix}memo_taker": viewer.person_id, f"{group}__in": viewer.member_of})
    return public | as_member | as_editor


def _known_group(viewer, group: str = "") -> Q:
    """Active and concluded groups for everyone; proposed ones for those in them and their parents.

    `group` is the prefix of the lookups, `workgroup__` or nothing.
    """
    own = Q(**{f"{group}id__in": viewer.member_of}) | Q(**{f"{group}parent__in": viewer.member_of})
    own |= Q(**{f"{group}area__in": viewer.reads_areas})
    return ~Q(**{f"{group}state": "proposed"}) | own


class WorkgroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Active and concluded groups for everyone; proposed ones for those in them and their parents."""
        viewer = viewer_of(user)
        return self if viewer.is_superuser else self.filter(_known_group(viewer))

    def editable_by(self, user):
        viewer = viewer_of(user)
        return self if viewer.is_superuser else self.filter(pk__in=viewer.editor_of)


class OfGroupQuerySet(models.QuerySet):
    """Documents and events of a group."""

    def visible_to(self, user):
        return self.filter(_readable(user, "workgroup", None, "visibility"))


class MembershipQuerySet(models.QuerySet):
    def active_on(self, day):
        """The roster of `day`."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=day), start_date__lte=day)

    def active(self):
        return self.active_on(timezone.localdate())


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(_readable(user, "workgroup", "", "visibility"))

    def at(self, part: str):
        """The meeting whose part of the address this is ("2017-05-17-2"), or None."""
        day, ordinal = part[:10], part[11:] or "1"
        if ordinal == "1" and part[11:]:  # the first of a day has one address only
            return None
        try:
            date = datetime.date.fromisoformat(day)
        except ValueError:
            return None
        return self.filter(date=date, ordinal=ordinal).select_related("workgroup", "memo", "location").first()

    def coming(self, today=None):
        """Meetings of today and later that are not held yet, cancelled ones included."""
        rows = self.filter(date__gte=today or timezone.localdate()).exclude(state="held")
        return rows.order_by("date", "ordinal")

    def past(self, today=None):
        """Meetings that are over, today's as soon as it is held."""
        rows = self.filter(Q(date__lt=today or timezone.localdate()) | Q(state="held"))
        return rows.order_by("-date", "-ordinal")

    def without_memo(self, today=None):
        """Meetings that are over and have no memo: a state that everyone in the group sees."""
        over = self.past(today).filter(date__lt=today or timezone.localdate())
        return over.filter(memo__isnull=True).exclude(state="cancelled")


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Items as the living texts show them. Published texts are read from `MemoVersion` instead."""
        return self.filter(
            _readable(user, "meeting__workgroup", "meeting", "visibility", "meeting__visibility")
        )


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the public sees is published; members see the living rows of their groups."""
        readable = _readable(
            user,
            "item__meeting__workgroup",
            "item__meeting",
            "visibility",
            "item__visibility",
            "item__meeting__visibility",
        )
        published = ~Q(published_text="") & Q(item__meeting__memo__state="published")
        viewer = viewer_of(user)
        if viewer.is_superuser:
            return self
        inside = Q(item__meeting__workgroup__in=viewer.member_of)
        inside |= Q(item__meeting__workgroup__area__in=viewer.reads_areas)
        return self.filter(readable & (published | inside))

    def published(self):
        """What the public reads, whoever asks."""
        return self.visible_to(None)

    def open_actions(self):
        return self.filter(kind="action", state="open").order_by(F("due_on").asc(nulls_last=True), "pk")


class MemoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published memos of public meetings for everyone, all of a group for its members."""
        viewer = viewer_of(user)
        if viewer.is_superuser:
            return self
        inside = Q(meeting__workgroup__in=viewer.member_of) | Q(
            meeting__workgroup__area__in=viewer.reads_areas
        )
        public = Q(state="published", meeting__visibility=Visibility.PUBLIC)
        public &= _known_group(viewer, "meeting__workgroup__")
        return self.filter(public | inside)
