"""The pages that a mail leads to: an answer without an account. GET shows, POST acts."""

from functools import wraps

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from services.cards import with_cards
from services.checks import answers
from services.checks.forms import ChangeForm, EndForm, Facts
from services.checks.tokens import read_token
from services.detail import ServiceDetail, service_with_facts
from services.models import Service, Status


def from_mail(view):
    """Give the view the mail whose link was followed; say so kindly where a link opens nothing any more."""

    @cache_control(private=True, no_store=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request, token, **parts):
        mail = read_token(token)
        if mail is None:
            return render(request, "checks/expired.html", status=410)
        return view(request, token, mail, **parts)

    return opened


@from_mail
def request(request, token, mail):
    """The listings that the mail asks about: one button for all that are right, and three for each."""
    checks = _checks(mail)
    if request.method == "POST":
        chosen = request.POST.get("service")
        answers.all_right(checks.filter(service__slug=chosen) if chosen else checks)
        return redirect("checks:request", token=token)
    rows = list(checks)
    found = Service.objects.filter(pk__in=[check.service_id for check in rows]).for_cards()
    services = {service.pk: service for service in with_cards(found)}
    context = {
        "token": token,
        "mail": mail,
        "checks": [(check, services[check.service_id]) for check in rows],
        "open_count": sum(not check.answer for check in rows),
    }
    return render(request, "checks/request.html", context)


@from_mail
def change(request, token, mail, slug):
    """What changed becomes a proposal; the listing stays until a coordinator has read it."""
    check = get_object_or_404(_checks(mail), service__slug=slug)
    facts = Facts(ServiceDetail(service_with_facts(slug)))
    form = ChangeForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        answers.changed(check, form.changes(), form.base(), form.cleaned_data["note"])
        return redirect("checks:request", token=token)
    if check.answer:
        return redirect("checks:request", token=token)
    return render(request, "checks/change.html", {"token": token, "check": check, "form": form})


@from_mail
def end(request, token, mail, slug):
    """Word that the service has ended; a coordinator archives it."""
    check = get_object_or_404(_checks(mail), service__slug=slug)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers.ended(check, form.cleaned_data["note"])
        return redirect("checks:request", token=token)
    if check.answer:
        return redirect("checks:request", token=token)
    return render(request, "checks/end.html", {"token": token, "check": check, "form": form})


@from_mail
def remove(request, token, mail):
    """Take the recipient's own details off at once."""
    if request.method == "POST":
        answers.remove_contact(mail)
        return render(request, "checks/removed.html", {"organization": mail.organization})
    return render(request, "checks/remove.html", {"token": token, "mail": mail})


def _checks(mail):
    """What the mail asked about and still has a page, the first due first."""
    checks = mail.checks.filter(service__status__in=[Status.PUBLISHED, Status.UNCHECKED])
    return checks.select_related("service").order_by("due_on", "pk")
