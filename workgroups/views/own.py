"""The members' front page: what a member has to do and where to go next."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from workgroups.guarded import signed_in_only
from workgroups.own import OwnPage


@require_safe
@signed_in_only
def own(request):
    return render(request, "workgroups/own.html", {"page": OwnPage(request.user)})
