"""What a reader may see and an editor may do: read once a request from memberships, roles and areas.

An editor of a group is its chair, secretary or (in a subgroup) convener; of one meeting also its
named memo taker; a superuser edits all. A coordinator reads the groups of the own area as a member
does. Nothing is inherited by parent, child or sister groups.
"""

from dataclasses import dataclass, field

from django.utils import timezone

from services.roles import own_areas


@dataclass(frozen=True)
class Viewer:
    """The standing of one reader: ids of the groups they belong to and of those that they edit."""

    user: object = None
    person_id: int | None = None
    is_superuser: bool = False
    member_of: frozenset = field(default_factory=frozenset)
    editor_of: frozenset = field(default_factory=frozenset)
    reads_areas: frozenset = field(default_factory=frozenset)  # as a coordinator

    @property
    def is_known(self) -> bool:
        """Tell whether the reader may see more than the public anywhere."""
        return self.is_superuser or bool(self.member_of or self.reads_areas or self.person_id)

    def edits(self, workgroup) -> bool:
        return self.is_superuser or workgroup.pk in self.editor_of

    def belongs_to(self, workgroup) -> bool:
        """A member today, an editor included."""
        return self.is_superuser or workgroup.pk in self.member_of

    def reads(self, workgroup) -> bool:
        """May read what the members read."""
        return self.belongs_to(workgroup) or workgroup.area_id in self.reads_areas

    def names_memo_taker(self, workgroup) -> bool:
        """An editor; where the group has none today, a coordinator of its area."""
        from workgroups.models import EDITOR_ROLES

        if self.edits(workgroup):
            return True
        if workgroup.area_id not in self.reads_areas:
            return False
        return not workgroup.memberships.active().filter(role__in=EDITOR_ROLES).exists()

    def writes_memo(self, meeting) -> bool:
        """An editor of the group, or the memo taker of this meeting while a member."""
        return self.edits(meeting.workgroup) or (
            meeting.memo_taker_id is not None
            and meeting.memo_taker_id == self.person_id
            and meeting.workgroup_id in self.member_of
        )


PUBLIC = Viewer()


def viewer_of(user) -> Viewer:
    """The standing of `user`, kept on the user object, which lives for one request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return PUBLIC
    if not hasattr(user, "_viewer"):
        user._viewer = _read(user)
    return user._viewer


def _read(user) -> Viewer:
    from workgroups.models import EDITOR_ROLES, Membership

    today = timezone.localdate()
    terms = list(
        Membership.objects.filter(person__user=user)
        .active_on(today)
        .values_list("workgroup", "role", "person")
    )
    person = terms[0][2] if terms else None
    return Viewer(
        user=user,
        person_id=person,
        is_superuser=user.is_superuser,
        member_of=frozenset(group for group, _, _ in terms),
        editor_of=frozenset(group for group, role, _ in terms if role in EDITOR_ROLES),
        reads_areas=frozenset(area.pk for area in own_areas(user)),
    )
