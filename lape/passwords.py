"""What a password has to be, besides what Django asks."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.validators import MaxLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Neither too short nor longer than anybody types: hashing and comparing a book takes long."""

    MOST = 128

    def validate(self, password, user=None):
        super().validate(password, user)
        MaxLengthValidator(self.MOST)(password)
