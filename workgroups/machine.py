"""What search engines are told of: groups, and the memos that each group lets them show."""

from services.machine import TranslatedSitemap
from workgroups.models import Meeting, Workgroup


class WorkgroupSitemap(TranslatedSitemap):
    def items(self):
        return Workgroup.objects.visible_to(None).order_by("pk").only("slug")


class MemoSitemap(TranslatedSitemap):
    """Published memos; a group may keep its own from search engines."""

    def items(self):
        rows = Meeting.objects.visible_to(None).filter(memo__state="published", workgroup__is_indexed=True)
        return rows.select_related("workgroup").order_by("pk").only("date", "ordinal", "workgroup__slug")


SITEMAPS = {"workgroups": WorkgroupSitemap, "memos": MemoSitemap}
