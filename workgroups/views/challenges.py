"""Nuts to crack: a group's question to its readers, and the form that answers it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from workgroups.access import viewer_of
from workgroups.models import AnswerState, Challenge, ChallengeAnswer, ChallengeState
from workgroups.public_forms import AnswerForm
from workgroups.views.public import group_at


@require_safe
def challenge_detail(request, slug, pk):
    """The question, the answers that the group has chosen, and what it did."""
    challenge = _challenge(request, slug, pk)
    chosen = challenge.answers.filter(state=AnswerState.CHOSEN).exclude(public_text="")
    context = {"group": challenge.workgroup, "challenge": challenge, "answers": chosen}
    return render(request, "workgroups/challenge_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@sensitive_post_parameters("text")
def challenge_answer(request, slug, pk):
    """An answer is read by the group before anybody else sees it; nothing about its writer is kept."""
    challenge = _challenge(request, slug, pk)
    if challenge.state != ChallengeState.OPEN:
        raise Http404
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_machine:
            ChallengeAnswer.objects.get_or_create(
                form_key=form.cleaned_data["form_key"],
                defaults={"challenge": challenge, "text": form.cleaned_data["text"]},
            )
        return redirect("workgroups:challenge_thanks", slug, pk)
    context = {"group": challenge.workgroup, "challenge": challenge, "form": form}
    return render(request, "workgroups/challenge_answer.html", context, status=422 if form.errors else 200)


@require_safe
def challenge_thanks(request, slug, pk):
    challenge = _challenge(request, slug, pk)
    context = {"group": challenge.workgroup, "challenge": challenge}
    return render(request, "workgroups/challenge_thanks.html", context)


def _challenge(request, slug, pk) -> Challenge:
    """A question that is asked or was; its draft is the editors'. Raises Http404."""
    group = group_at(request.user, slug)
    challenge = get_object_or_404(Challenge, workgroup=group, pk=pk)
    if challenge.state == ChallengeState.DRAFT and not viewer_of(request.user).edits(group):
        raise Http404
    challenge.workgroup = group
    return challenge
