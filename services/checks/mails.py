"""Mail to the private contacts of organizations: one for all that there is to say, at most one a week."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, prefetch_related_objects
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


def contacts_of(checks: list[CheckRequest]) -> dict[int, PrivateContact]:
    """By organization, the first private contact that mail has reached so far."""
    contacts = PrivateContact.objects.filter(
        organization__in={check.organization_id for check in checks}, bounced_at__isnull=True
    )
    in_order = contacts.select_related("organization").order_by("-position")
    return {contact.organization_id: contact for contact in in_order}


def write_to_organizations(
    checks: list[CheckRequest], contacts: dict[int, PrivateContact], today: datetime.date
) -> int:
    """Queue the letters that are due about these open questions; return how many."""
    letters = _letters([check for check in checks if check.organization_id in contacts], today)
    mails = OrganizationMail.objects.bulk_create(
        OrganizationMail(
            organization=contacts[organization].organization, contact=contacts[organization], queued_on=today
        )
        for organization in letters
    )
    written = list(zip(mails, letters.values(), strict=True))
    link = CheckRequest.mails.through
    link.objects.bulk_create(
        link(checkrequest=check, organizationmail=mail) for mail, letter in written for check in letter.checks
    )
    asked = [check.pk for letter in letters.values() for check in letter.asked]
    hidden = [check.pk for letter in letters.values() for check in letter.hidden]
    _note(asked, mail_count=F("mail_count") + 1, mailed_on=today, handed_on=None)
    _note(hidden, hiding_told_on=today)
    prefetch_related_objects([check for letter in letters.values() for check in letter.checks], "service")
    for mail, letter in written:
        subject, body = _words(mail, letter)
        post.queue(mail.contact.email, subject, body, about_of(mail))
    return len(written)


def _letters(checks, today) -> dict[int, Letter]:
    """What is to be said now, by organization. Whatever else waits for an answer stands in the mail too."""
    letters = defaultdict(Letter)
    for check in checks:
        letter = letters[check.organization_id]
        if check.hidden_on and not check.hiding_told_on:
            letter.hidden.append(check)
        elif check.answer:
            continue
        elif _is_due(check, today):
            letter.asked.append(check)
        else:
            letter.waiting.append(check)
    due = {organization: letter for organization, letter in letters.items() if letter.is_due}
    lately = OrganizationMail.objects.filter(has_bounced=False, queued_on__gt=today - WEEK)
    had_one = set(lately.filter(organization__in=due).values_list("organization", flat=True)) if due else ()
    return {organization: letter for organization, letter in due.items() if organization not in had_one}


def _is_due(check, today) -> bool:
    return check.mail_count < MOST_MAILS and (
        check.mailed_on is None or check.mailed_on <= today - REMIND_AFTER
    )


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
