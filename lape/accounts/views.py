"""The pages of signing in and of one's own account; django-allauth does the work behind most of them."""

from allauth.account import views as account_views
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as mfa_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.generic import FormView

from lape.accounts import forms, second_factor, throttle
from lape.accounts.data_export import own_data
from lape.accounts.qr import QrCode
from lape.accounts.records import record
from lape.middleware import PERMISSIONS_POLICY
from lape.models import SignInOutcome
from services.roles import may_use_admin, role_name
from workgroups.access import viewer_of

# Where the page that explains the second factor leads on to, when one has been set up.
AFTER_SETUP = "second_factor_next"
PASSKEY_POLICY = PERMISSIONS_POLICY.replace(
    "publickey-credentials-create=()", "publickey-credentials-create=(self)"
)

SecretsNotReported = method_decorator(sensitive_post_parameters(), name="dispatch")


class KeepsSite:
    """Our templates' `site` is the one of `lape.context_processors`, not django-allauth's."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


class StartsAnew(KeepsSite):
    """Coming back to the first page begins anew: the address may have been mistyped."""

    def _redirect_to_pending_stage(self, request, stage):
        clear_login(request)


@SecretsNotReported
class SignIn(StartsAnew, account_views.RequestLoginCodeView):
    """The first page: type your address, get a code. It says the same to everybody."""

    form_class = forms.RequestCodeForm
    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs):
        password_url = self.passthrough_next_url(reverse("accounts_password"))
        return super().get_context_data(**kwargs) | {"password_url": password_url}


@SecretsNotReported
class PasswordSignIn(StartsAnew, account_views.LoginView):
    form_class = forms.PasswordForm
    template_name = "account/password.html"


@SecretsNotReported
class ConfirmCode(KeepsSite, account_views.ConfirmLoginCodeView):
    form_class = forms.ConfirmCodeForm
    template_name = "account/confirm_code.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"email": self._process.state["email"]}

    def form_invalid(self, form):
        email = self._process.state["email"]
        is_spent = throttle.is_spent(self.request, email)
        throttle.count_wrong_try(self.request, email)
        record(self.request, SignInOutcome.TOO_MANY if is_spent else SignInOutcome.WRONG_CODE, typed=email)
        return super().form_invalid(form)


@SecretsNotReported
class SecondStep(KeepsSite, mfa_views.AuthenticateView):
    form_class = forms.SecondStepForm
    template_name = "mfa/second_step.html"

    def form_invalid(self, form):
        record(self.request, SignInOutcome.WRONG_SECOND_FACTOR, self.stage.login.user)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        types = _types_of(self.stage.login.user)
        return super().get_context_data(**kwargs) | {
            "has_key": Authenticator.Type.WEBAUTHN in types,
            "has_codes": types != {Authenticator.Type.WEBAUTHN},
        }


@SecretsNotReported
class Reauthenticate(account_views.ReauthenticateView):
    form_class = forms.ReauthenticateForm
    template_name = "account/reauthenticate.html"


@SecretsNotReported
class ReauthenticateByCode(mfa_views.ReauthenticateView):
    form_class = forms.ReauthenticateCodeForm
    template_name = "mfa/reauthenticate.html"


@SecretsNotReported
class ReauthenticateByKey(key_views.ReauthenticateWebAuthnView):
    template_name = "mfa/reauthenticate_key.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class SignOut(account_views.LogoutView):
    template_name = "account/sign_out.html"

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"storage"'  # unsent text; no page is in the cache
        return response


# -- One's own account


@login_required
@require_safe
def home(request):
    user = request.user
    types = _types_of(user)
    return render(
        request,
        "account/home.html",
        {
            "role": role_name(user) if may_use_admin(user) else "",
            "has_groups": bool(viewer_of(user).member_of),
            "has_second_factor": bool(types),
            "needs_second_factor": may_use_admin(user) and second_factor.staff_lacks_it(request),
        },
    )


@login_required
@require_GET
def download_data(request):
    """What the site knows about the person, as a file."""
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(own_data(request.user), json_dumps_params=options)
    response.headers["Content-Disposition"] = 'attachment; filename="own-data.json"'
    return response


@login_required
@require_POST
def sign_out_everywhere(request):
    request.user.end_sessions()
    logout(request)
    return redirect("account_login")


@SecretsNotReported
@method_decorator([login_required, reauthentication_required(app="allauth.account")], name="dispatch")
class NewPassword(FormView):
    """Set or change the password. Who has forgotten theirs signs in with a code first."""

    form_class = forms.NewPasswordForm
    template_name = "account/new_password.html"
    success_url = reverse_lazy("accounts_home")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        update_session_auth_hash(self.request, form.save())
        return super().form_valid(form)


# -- The second factor


@login_required
@require_safe
def second_factor_page(request):
    """Why a second factor is needed, and the one step that comes next for this person."""
    back = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        request.session[AFTER_SETUP] = back
    back = request.session.get(AFTER_SETUP) or reverse("accounts_home")
    was_shown = second_factor.was_shown(request)
    if was_shown and not second_factor.waits(request):
        request.session.pop(AFTER_SETUP, None)
        return redirect(back)
    types = _types_of(request.user)
    context = {
        "was_shown": was_shown,
        "has_any": bool(types),
        "has_key": Authenticator.Type.WEBAUTHN in types,
        "has_codes": bool(types - {Authenticator.Type.WEBAUTHN}),
        "waits": second_factor.waits(request),
    }
    return render(request, "mfa/needed.html", context)


@login_required
@require_POST
def send_typed(request):
    """Go on with what was typed before the second factor was asked for."""
    back = request.session.pop(AFTER_SETUP, None) or reverse("accounts_home")
    if not second_factor.was_shown(request):
        return redirect("accounts_second_factor")
    return second_factor.send_typed(request) or redirect(back)


class SetsUp:
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.count_as_shown(self.request)
        return response


class TakesAway:
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.forget_if_none_left(self.request)
        return response


class SecondFactors(mfa_views.IndexView):
    template_name = "mfa/index.html"


class ActivateApp(SetsUp, totp_views.ActivateTOTPView):
    form_class = forms.ActivateAppForm
    template_name = "mfa/activate_app.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"qr": QrCode(context["totp_url"]), "secret": context["form"].secret}


class DeactivateApp(TakesAway, totp_views.DeactivateTOTPView):
    template_name = "mfa/deactivate_app.html"


class AddKey(SetsUp, key_views.AddWebAuthnView):
    """The only page that may ask the browser to make a passkey."""

    form_class = forms.AddKeyForm
    template_name = "mfa/add_key.html"

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Permissions-Policy"] = PASSKEY_POLICY
        return response


class RemoveKey(TakesAway, key_views.RemoveWebAuthnView):
    template_name = "mfa/remove_key.html"
    success_url = reverse_lazy("mfa_index")


class RecoveryCodes(recovery_views.ViewRecoveryCodesView):
    template_name = "mfa/recovery_codes.html"

    def get_context_data(self, **kwargs):
        back = self.request.session.get(AFTER_SETUP)
        return super().get_context_data(**kwargs) | {"goes_on": bool(back)}


class NewRecoveryCodes(recovery_views.GenerateRecoveryCodesView):
    template_name = "mfa/new_recovery_codes.html"


def _types_of(user) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
