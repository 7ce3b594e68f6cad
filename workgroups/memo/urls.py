"""Addresses below a meeting's memo; `workgroups.urls` says where that is."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from workgroups.views import memo, publishing, redaction

urlpatterns = [
    path("", memo.memo_edit, name="memo_edit"),
    path(pgettext_lazy("address", "draft/"), memo.memo_draft, name="memo_draft"),
    path(pgettext_lazy("address", "outcomes/<int:pk>/"), memo.outcome_edit, name="outcome_edit"),
    path(pgettext_lazy("address", "state/"), publishing.memo_state, name="memo_state"),
    path(
        pgettext_lazy("address", "next-agenda/"), publishing.memo_to_next_agenda, name="memo_to_next_agenda"
    ),
    path(pgettext_lazy("address", "publishing/"), publishing.memo_publish, name="memo_publish"),
    path(pgettext_lazy("address", "names/"), publishing.memo_names, name="memo_names"),
    path(pgettext_lazy("address", "preview/"), publishing.memo_preview, name="memo_preview"),
    path(pgettext_lazy("address", "preview/<slug:audience>/"), publishing.memo_preview, name="memo_preview"),
    path(pgettext_lazy("address", "versions/"), publishing.memo_versions, name="memo_versions"),
    path(
        pgettext_lazy("address", "versions/<int:number>/"), publishing.memo_difference, name="memo_difference"
    ),
    path(pgettext_lazy("address", "redaction/"), redaction.memo_redact, name="memo_redact"),
]
