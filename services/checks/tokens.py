"""The addresses in the mails: the key of a mail, signed together with whom it was written to."""

import datetime

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from services.models import OrganizationMail

VALID_DAYS = 400  # until the next year's mail has come


def _signer(mail) -> signing.Signer:
    """The recipient is part of the signature: a contact that was changed or removed opens nothing more."""
    return signing.Signer(salt=f"services.checks {mail.contact.email}", sep=".")


def token_of(mail: OrganizationMail) -> str:
    return _signer(mail).sign(str(mail.pk))


def read_token(token: str, today: datetime.date | None = None) -> OrganizationMail | None:
    """The mail that a link belongs to; None where the link is broken, too old or no longer theirs."""
    key = token.partition(".")[0]
    if not key.isdecimal() or len(key) > 18:
        return None
    mail = OrganizationMail.objects.select_related("organization", "contact").filter(pk=key).first()
    if mail is None or mail.contact is None:
        return None
    try:
        _signer(mail).unsign(token)
    except signing.BadSignature:
        return None
    age = (today or timezone.localdate()) - mail.queued_on
    return mail if age.days <= VALID_DAYS else None


def page_path(mail: OrganizationMail, name: str = "request", language: str = "") -> str:
    """The path of a page for `mail`, by default in the language of its recipient."""
    with override(language or mail.contact.language):
        return reverse(f"checks:{name}", args=[token_of(mail)])
