"""Following a group by mail. A form that posts is a page of its own; thanks come as a page."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from workgroups import subscriptions
from workgroups.public_forms import SubscribeForm
from workgroups.views.public import group_at

private = cache_control(private=True, no_store=True)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def subscribe(request, slug):
    """Ask for a subscription. The thanks are the same whether the address had one or not."""
    group = group_at(None, slug)
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_machine:
            subscriptions.ask(group, form.cleaned_data["email"])
        return redirect("workgroups:subscribe_thanks", slug)
    status = 422 if form.errors else 200
    return render(request, "workgroups/subscribe.html", {"group": group, "form": form}, status=status)


@require_http_methods(["GET", "HEAD"])
def subscribe_thanks(request, slug):
    return render(request, "workgroups/subscribe_thanks.html", {"group": group_at(None, slug)})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
@private
def subscription(request, token):
    """From a mail: a page to look at; only a button that is pressed confirms or ends."""
    row = subscriptions.find(token)
    if row is None:
        raise Http404
    context = {"group": row.workgroup, "subscription": row}
    if request.method == "POST" and request.POST.get("action") == "end":
        subscriptions.end(row)
        return render(request, "workgroups/subscription_ended.html", context)
    if request.method == "POST":
        subscriptions.confirm(row)
        return redirect("workgroups:subscription", token)
    return render(request, "workgroups/subscription.html", context)
