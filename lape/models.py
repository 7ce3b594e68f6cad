"""The people who sign in, and when they did."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginEmailField(models.EmailField):
    """An e-mail address that is one login however its letters are typed: kept and looked up in lower case."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.lower() if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value.lower() if value else value


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Make a person who may sign in. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with their e-mail address; what they may do is told by rows that point here."""

    username = None
    email = LoginEmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("Somebody signs in with this address already.")},
    )
    sessions_ended_at = models.DateTimeField(_("signed out everywhere"), null=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def end_sessions(self) -> None:
        """Sign the person out of every browser."""
        self.sessions_ended_at = timezone.now()
        self.save(update_fields=["sessions_ended_at"])

    def _get_session_auth_hash(self, secret=None):
        """A session lasts while this stays the same: until a new password or the end of all sessions."""
        ended = f" {self.sessions_ended_at.timestamp()}" if self.sessions_ended_at else ""
        return super()._get_session_auth_hash(secret=secret) + ended


class SignInOutcome(models.TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    WRONG_CODE = "wrong_code", _("wrong code")
    WRONG_PASSWORD = "wrong_password", _("wrong password")
    WRONG_SECOND_FACTOR = "wrong_second_factor", _("wrong second step")
    TOO_MANY = "too_many", _("too many tries")
    REFUSED = "refused", _("no right to what was asked for")


class SignInRecord(models.Model):
    """Somebody signed in or failed to, within an hour; `lape.accounts.records` writes it.

    Neither an address of a machine nor of an unknown person is kept: only sums whose key is gone on the next
    day, so that tries of one day can be told apart and nothing more.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("user"))
    typed = models.CharField(_("unknown address, as a keyed sum"), max_length=64, blank=True)
    outcome = models.CharField(_("what happened"), max_length=20, choices=SignInOutcome)
    hour = models.DateTimeField(_("within the hour from"), db_index=True)
    address = models.CharField(_("sender, as a keyed sum"), max_length=64, blank=True)

    class Meta:
        ordering = ["-hour", "-pk"]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self):
        return self.get_outcome_display()


class OutboxMail(models.Model):
    """A mail to one recipient, waiting or sent. Once sent, its words are gone and the fact stays."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    to = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    about = models.CharField(max_length=100, db_index=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    queued_at = models.DateTimeField(_("queued"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail in the queue")
        verbose_name_plural = _("mail queue")
        ordering = ["-queued_at"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="outbox_waiting")
        ]

    def __str__(self):
        return f"{self.to} {self.state}"
