"""What sign-in writes by e-mail: plain text, neutral subjects, no links."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# A page that waits for the mail server would tell by its time which addresses are known. A code that a dying
# worker loses is asked for again.
_senders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-mail")


def login_code(code: str) -> tuple[str, str]:
    """Subject and text of the mail with the code for signing in."""
    return _("Your sign-in code"), "\n\n".join(
        [
            _("Code: %(code)s") % {"code": code},
            _("Type it on the page that asked for it. It works once, for 15 minutes."),
            _("If you did not ask for a code, you need not do anything. Never tell the code to anybody."),
            settings.SITE_NAME,
        ]
    )


def protection_changed() -> tuple[str, str]:
    """Subject and text of the mail after any change of a second factor."""
    return _("Your sign-in settings have changed"), "\n\n".join(
        [
            _("The second step of your sign-in was changed just now: added, removed or given new codes."),
            _("If it was not you, write at once to %(address)s.") % {"address": settings.CONTACT_EMAIL},
            settings.SITE_NAME,
        ]
    )


def send_soon(to: str, subject: str, text: str) -> None:
    """Send a mail after the answer, without making anybody wait for it."""
    _senders.submit(send, EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to]))


def send(message: EmailMessage) -> None:
    """Send now. A failure is logged, since nobody waits for the result."""
    try:
        message.send()
    except Exception:
        logger.exception("A sign-in mail could not be sent.")
