"""What coordinators and superusers keep of the groups, a file a noun. Texts of memos are not edited here."""

from workgroups.admin import challenges, groups, people, records

__all__ = ["challenges", "groups", "people", "records"]
