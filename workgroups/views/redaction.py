"""Taking a name or a passage out everywhere: two pages, since it cannot be undone."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workgroups.guarded import editors_only
from workgroups.memo import redaction
from workgroups.models import Redaction

NAME, PASSAGE = "name", "passage"


class RedactionForm(forms.Form):
    """What is taken out and why. The first time, that the site is not the archive is read and ticked."""

    kind = forms.ChoiceField(
        label=_("What is taken out"),
        choices=[(NAME, _("a name, in all its forms")), (PASSAGE, _("a passage, as it stands"))],
        widget=forms.Select(attrs={"class": "field"}),
    )
    words = forms.CharField(
        label=_("The name, or the words of the passage"), min_length=2, max_length=2000,
        widget=forms.Textarea(attrs={"class": "field", "rows": 2}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why, without the words themselves"), max_length=200,
        widget=forms.TextInput(attrs={"class": "field"}),
    )  # fmt: skip
    is_understood = forms.BooleanField(
        label=_("I have read this: the original is in my organization’s own records, or need not be kept.")
    )

    def __init__(self, *args, is_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["is_understood"]


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def memo_redact(request, meeting):
    """What is to go, how many places it has, and, once it is confirmed, that it is gone."""
    group = meeting.workgroup
    is_first = not Redaction.objects.filter(by=request.user).exists()
    form = RedactionForm(request.POST or None, is_first=is_first)
    context = {"meeting": meeting, "form": form, "is_first": is_first, "may_write": True}
    if request.method == "POST" and form.is_valid():
        words, is_name = form.cleaned_data["words"], form.cleaned_data["kind"] == NAME
        if "confirm" in request.POST:
            redact = redaction.redact_name if is_name else redaction.redact_passage
            context["done"] = redact(group, words, request.user, form.cleaned_data["reason"], meeting)
        else:
            context["places"] = redaction.places(group, redaction.rewriter_of(group, words, is_name))
            context["is_asked"] = True
    return render(request, "workgroups/memo_redact.html", context)
