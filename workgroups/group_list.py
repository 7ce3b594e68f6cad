"""What the list of groups shows to one reader."""

from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.db.models import OuterRef, Subquery

from services.translated import finnish_order
from workgroups.models import Meeting, MeetingState, Workgroup, WorkgroupState


class GroupList:
    """The groups that one reader may know of, by area: the site's own first, national ones last."""

    def __init__(self, user):
        coming = Meeting.objects.visible_to(user).coming().exclude(state=MeetingState.CANCELLED)
        coming = coming.filter(workgroup=OuterRef("pk"))
        self._groups = Workgroup.objects.visible_to(user).select_related("area", "parent")
        self._groups = self._groups.annotate(next_date=Subquery(coming.values("date")[:1]))

    @cached_property
    def _by_state(self):
        groups = sorted(self._groups, key=lambda group: finnish_order(group.name))
        concluded = [group for group in groups if group.state == WorkgroupState.CONCLUDED]
        return [group for group in groups if group.state != WorkgroupState.CONCLUDED], _parents_first(
            concluded
        )

    @property
    def areas(self) -> list[tuple]:
        """Pairs of an area (None for groups of the whole country) and its groups, subgroups after theirs."""
        running = sorted(self._by_state[0], key=_area_order)
        found = groupby(running, key=lambda group: group.area)
        return [(area, _parents_first(list(groups))) for area, groups in found]

    @property
    def concluded(self) -> list[Workgroup]:
        return self._by_state[1]


def _area_order(group):
    area = group.area
    if area is None:
        return (2, "")
    return (int(area.slug != settings.SITE_AREA), finnish_order(area.short_name or area.name))


def _parents_first(groups) -> list[Workgroup]:
    """Each group with its subgroups after it; a subgroup whose parent is not here stands for itself."""
    here = {group.pk for group in groups}
    found = []
    for group in groups:
        if group.parent_id not in here:
            found.append(group)
            found.extend(child for child in groups if child.parent_id == group.pk)
    return found
