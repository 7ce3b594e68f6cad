"""Addresses in Finnish; django-allauth looks its own up by the names `account_…` and `mfa_…`."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from lape.accounts import views

urlpatterns = [
    path(pgettext_lazy("address", "sign-in/"), views.SignIn.as_view(), name="account_login"),
    path(
        pgettext_lazy("address", "sign-in/code/"),
        views.ConfirmCode.as_view(),
        name="account_confirm_login_code",
    ),
    path(
        pgettext_lazy("address", "sign-in/password/"),
        views.PasswordSignIn.as_view(),
        name="accounts_password",
    ),
    path(
        pgettext_lazy("address", "sign-in/second-step/"),
        views.SecondStep.as_view(),
        name="mfa_authenticate",
    ),
    path(pgettext_lazy("address", "sign-in/out/"), views.SignOut.as_view(), name="account_logout"),
    path(
        pgettext_lazy("address", "sign-in/again/password/"),
        views.Reauthenticate.as_view(),
        name="account_reauthenticate",
    ),
    path(
        pgettext_lazy("address", "sign-in/again/code/"),
        views.ReauthenticateByCode.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        pgettext_lazy("address", "sign-in/again/passkey/"),
        views.ReauthenticateByKey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(pgettext_lazy("address", "sign-in/account/"), views.home, name="accounts_home"),
    path(
        pgettext_lazy("address", "sign-in/account/data/"),
        views.download_data,
        name="accounts_data",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/out-everywhere/"),
        views.sign_out_everywhere,
        name="accounts_sign_out_everywhere",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/password/"),
        views.NewPassword.as_view(),
        name="accounts_new_password",
    ),
    path(
        pgettext_lazy("address", "sign-in/needed/"),
        views.second_factor_page,
        name="accounts_second_factor",
    ),
    path(
        pgettext_lazy("address", "sign-in/needed/go-on/"),
        views.send_typed,
        name="accounts_send_typed",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/"),
        views.SecondFactors.as_view(),
        name="mfa_index",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/app/"),
        views.ActivateApp.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/app/remove/"),
        views.DeactivateApp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/passkey/"),
        views.AddKey.as_view(),
        name="mfa_add_webauthn",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/passkey/<int:pk>/remove/"),
        views.RemoveKey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/codes/"),
        views.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "sign-in/account/second-step/codes/new/"),
        views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
