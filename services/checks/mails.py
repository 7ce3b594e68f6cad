"""Mail to the private contacts of organizations: one for all that there is to say, at most one a week."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from lape import mail as post
from services.checks.tokens import page_path
from services.models import CheckRequest, MailLanguage, OrganizationMail, PrivateContact

WEEK = datetime.timedelta(days=7)
REMIND_AFTER = datetime.timedelta(days=14)
MOST_MAILS = 3  # the question and two reminders


@dataclass
class Letter:
    """What one organization is to be told today."""

    asked: list[CheckRequest] = field(default_factory=list)
    hidden: list[CheckRequest] = field(default_factory=list)
    waiting: list[CheckRequest] = field(default_factory=list)

    @property
    def is_due(self) -> bool:
        return bool(self.asked or self.hidden)

    @property
    def checks(self) -> list[CheckRequest]:
        return [*self.asked, *self.hidden, *self.waiting]

    @property
    def is_reminder(self) -> bool:
        """Nothing in it is new to the organization."""
        return bool(self.asked) and all(check.mail_count for check in self.asked)


def usable_contacts():
    """The private contacts that mail has reached so far, in the order in which they are written to."""
    return PrivateContact.objects.filter(bounced_at__isnull=True).order_by("organization_id", "position")


def may_be_written_to(today: datetime.date):
    """Organizations, as a condition on the column `organization`, without a mail in the last seven days."""
    lately = OrganizationMail.objects.filter(has_bounced=False, queued_on__gt=today - WEEK)
    return ~Exists(lately.filter(organization=OuterRef("service__organization")))


def write_to_organizations(today: datetime.date) -> int:
    """Queue the letters that are due; return how many."""
    letters = {organization: letter for organization, letter in _letters(today).items() if letter.is_due}
    contacts = _first_contacts(letters)
    mails = OrganizationMail.objects.bulk_create(
        OrganizationMail(organization=contact.organization, contact=contact, queued_on=today)
        for contact in contacts.values()
    )
    written = [(mail, letters[mail.organization_id]) for mail in mails]
    link = CheckRequest.mails.through
    link.objects.bulk_create(
        link(checkrequest=check, organizationmail=mail) for mail, letter in written for check in letter.checks
    )
    asked = [check.pk for _mail, letter in written for check in letter.asked]
    hidden = [check.pk for _mail, letter in written for check in letter.hidden]
    _note(asked, mail_count=F("mail_count") + 1, mailed_on=today, handed_on=None)
    _note(hidden, hiding_told_on=today)
    for mail, letter in written:
        subject, body = _words(mail, letter)
        post.queue(mail.contact.email, subject, body, about_of(mail))
    return len(written)


def _letters(today) -> dict[int, Letter]:
    """What there is to say, by organization. Whatever waits for an answer stands in each mail."""
    checks = CheckRequest.objects.open().unanswered().filter(may_be_written_to(today))
    due = Q(mail_count__lt=MOST_MAILS) & (Q(mailed_on__isnull=True) | Q(mailed_on__lte=today - REMIND_AFTER))
    hidden = Q(hidden_on__isnull=False, hiding_told_on__isnull=True)
    organizations = set(checks.filter(due | hidden).values_list("service__organization", flat=True))
    letters = defaultdict(Letter)
    if not organizations:
        return letters
    rows = checks.filter(service__organization__in=organizations)
    for check in rows.select_related("service").order_by("due_on", "pk"):
        letter = letters[check.service.organization_id]
        if check.hidden_on and not check.hiding_told_on:
            letter.hidden.append(check)
        elif _is_due(check, today):
            letter.asked.append(check)
        else:
            letter.waiting.append(check)
    return letters


def _is_due(check, today) -> bool:
    return check.mail_count < MOST_MAILS and (
        check.mailed_on is None or check.mailed_on <= today - REMIND_AFTER
    )


def _first_contacts(organizations) -> dict[int, PrivateContact]:
    if not organizations:
        return {}
    contacts = usable_contacts().filter(organization__in=organizations).select_related("organization")
    return {contact.organization_id: contact for contact in reversed(contacts)}


def _note(checks: list[int], **facts):
    if checks:
        CheckRequest.objects.filter(pk__in=checks).update(**facts)


def about_of(mail: OrganizationMail) -> str:
    """Under what the queue knows the mail, to forget it."""
    return f"organization_mail:{mail.pk}"


def _words(mail, letter) -> tuple[str, str]:
    """The subject and the text, in the recipient's language; a Finnish mail ends in short Swedish."""
    language = mail.contact.language
    context = {
        "site_name": settings.SITE_NAME,
        "organization": mail.organization,
        "letter": letter,
        "url": settings.SITE_URL + page_path(mail),
        "sv_url": settings.SITE_URL + page_path(mail, language=MailLanguage.SWEDISH),
        "remove_url": settings.SITE_URL + page_path(mail, "remove"),
    }
    with override(language):
        subject = _("Are the details of your services right?")
        if letter.is_reminder:
            subject = _("Reminder: are the details of your services right?")
        body = render_to_string("checks/mail.txt", context)
    if language == MailLanguage.FINNISH:
        with override(MailLanguage.SWEDISH):
            body = "\n".join([body, render_to_string("checks/mail_in_short.txt", context)])
    return subject, body
