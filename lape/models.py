"""The people who sign in."""

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
