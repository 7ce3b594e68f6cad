"""What the check leaves to coordinators: the list of the morning, and a mail once a week where it is new."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from lape import mail as post
from services.checks.due import PROJECT_WARNING_DAYS
from services.models import CheckRequest, Coordinator, CoordinatorDigest, ProposalState, Service

WEEK = datetime.timedelta(days=7)


def waiting_for_coordinator(user):
    """The questions that only a coordinator can settle, among the listings that `user` may change.

    First what stays public though nobody confirmed it, then what was taken out, then the rest, the
    longest due first. An answer that became a proposal waits as a proposal, until that is decided.
    """
    own = Service.objects.editable_by(user).values("pk")
    undecided = Q(proposal__state=ProposalState.SENT)
    left = Q(answer="", handed_on__isnull=False) | (~Q(answer="") & ~undecided)
    checks = CheckRequest.objects.open().filter(left, service__in=own)
    return checks.select_related("service__organization").order_by(
        F("kept_on").asc(nulls_last=True), F("hidden_on").asc(nulls_last=True), "due_on", "pk"
    )


def write_to_coordinators(today: datetime.date) -> int:
    """Queue a mail to each coordinator for whom something new waits, at most one a week; return how many."""
    users = get_user_model().objects.filter(
        Exists(Coordinator.objects.filter(user=OuterRef("pk"))), is_active=True, is_staff=True
    )
    told = CoordinatorDigest.objects.filter(user=OuterRef("pk"), queued_on__gt=today - WEEK)
    written = [user for user in users.filter(~Exists(told)).order_by("pk") if _write(user, today)]
    return len(written)


def _write(user, today) -> bool:
    last = CoordinatorDigest.objects.filter(user=user).values_list("queued_on", flat=True).first()
    waiting = waiting_for_coordinator(user)
    since = last or datetime.date.min
    is_new = Q(handed_on__gt=since) | Q(hidden_on__gt=since) | Q(kept_on__gt=since)
    if not waiting.filter(is_new).exists():
        return False
    with override("fi"):
        body = render_to_string("checks/digest.txt", _facts(user, waiting, since, today))
        subject = _("Listings to be checked")
    post.queue(user.email, subject, body, f"coordinator:{user.pk}")
    CoordinatorDigest.objects.update_or_create(user=user, defaults={"queued_on": today})
    return True


def _facts(user, waiting, since, today) -> dict:
    warned = today + datetime.timedelta(days=PROJECT_WARNING_DAYS)
    ending = Service.objects.published().editable_by(user)
    count = len(waiting)
    return {
        "site_name": settings.SITE_NAME,
        "count_text": ngettext(
            "%(count)d listing waits for you.", "%(count)d listings wait for you.", count
        ) % {"count": count},
        "hidden": [check.service for check in waiting if check.hidden_on and check.hidden_on > since],
        "kept": [check for check in waiting if check.kept_on],
        "ending": ending.filter(project_ends_on__range=(today, warned)).order_by("project_ends_on", "pk"),
        "url": settings.SITE_URL + reverse("admin:index"),
    }  # fmt: skip
