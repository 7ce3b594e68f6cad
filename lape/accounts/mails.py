"""What sign-in writes by e-mail: plain text, neutral subjects, no links."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from lape import mail
from lape.models import User

logger = logging.getLogger(__name__)

APART_SECONDS = 0.5

# A code is neither queued behind other mails nor kept in a table. It is sent beside the answer: a page that
# waits for the mail server would tell by its time which addresses are known. A lost code is asked for again.
_senders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-mail")


def send_code(to: str, code: str) -> None:
    """Send the code for signing in, without making anybody wait for it."""
    text = "\n\n".join(
        [
            _("Code: %(code)s") % {"code": code},
            _("Type it on the page that asked for it. It works once, for 15 minutes."),
            _("If you did not ask for a code, you need not do anything. Never tell the code to anybody."),
            settings.SITE_NAME,
        ]
    )
    message = EmailMessage(_("Your sign-in code"), text, settings.DEFAULT_FROM_EMAIL, [to])
    _senders.submit(send_apart, message)


def tell_of_change(user: User) -> None:
    """Write to the person after any change of their second factor."""
    text = "\n\n".join(
        [
            _("The second step of your sign-in was changed just now: added, removed or given new codes."),
            _("If it was not you, write at once to %(address)s.") % {"address": settings.CONTACT_EMAIL},
            settings.SITE_NAME,
        ]
    )
    mail.queue(user.email, _("Your sign-in settings have changed"), text, about=f"user:{user.pk}")


def send_apart(message: EmailMessage) -> None:
    """Send when the answer is surely out, so that not even the sending's own work delays it."""
    time.sleep(APART_SECONDS)
    send(message)


def send(message: EmailMessage) -> None:
    """Send now. A failure is logged, since nobody waits for the result."""
    try:
        message.send()
    except Exception:
        logger.exception("A sign-in mail could not be sent.")
