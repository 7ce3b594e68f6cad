"""The people who sign in."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
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
