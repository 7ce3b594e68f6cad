"""What organizations propose about their listings, and the page where a coordinator decides."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from services import proposals
from services.admin.base import OwnRowsAdmin
from services.checks.forms import Facts
from services.detail import ServiceDetail, service_with_facts
from services.models import Proposal, ProposalKind, ProposalState, Service

BY_HAND_LABELS = {
    "phones": _("Phone numbers"),
    "hours": _("When it is open or meets"),
    "address": _("Street address"),
    proposals.NOTE: _("In their own words"),
}
ACCEPT, LEAVE = "accept", "leave"
WRITTEN = [(ACCEPT, _("Take this into the listing")), (LEAVE, _("Leave the listing as it is"))]
BY_HAND = [(ACCEPT, _("I have put this right in the listing")), (LEAVE, _("Leave the listing as it is"))]


class Item:
    """One thing that a proposal asks for: what stood, what stands now, what is proposed."""

    def __init__(self, proposal, name, now):
        self.name = name
        self.is_written = name in proposals.COLUMNS
        self.is_note = name == proposals.NOTE
        self.proposed = proposal.note if self.is_note else proposal.fields[name]
        self.base = proposal.base.get(name, "")
        self.now = now

    @property
    def label(self):
        if self.name in BY_HAND_LABELS:
            return BY_HAND_LABELS[self.name]
        return capfirst(Service._meta.get_field(self.name).verbose_name) if self.is_written else self.name

    @property
    def lang(self) -> str:
        """The language of the text, where its column has one."""
        ending = self.name.rpartition("_")[2]
        return ending if self.is_written and ending in ("fi", "sv", "en") else ""

    @property
    def has_moved(self) -> bool:
        """Tell whether the listing was changed after the proposal was written."""
        return not self.is_note and self.base.split() != self.now.split()


def items_of(proposal: Proposal) -> list[Item]:
    """The items of a proposal beside the listing as it stands."""
    service = proposal.service
    texts = {}
    if any(name not in proposals.COLUMNS for name in proposal.fields):
        texts = Facts(ServiceDetail(service_with_facts(service.slug))).texts
    return [
        Item(proposal, name, getattr(service, name) if name in proposals.COLUMNS else texts.get(name, ""))
        for name in proposals.items_of(proposal)
    ]


class DecisionForm(forms.Form):
    """A choice for each item; `clean_value(column, value)` raises where the listing could not hold it."""

    use_required_attribute = False

    def __init__(self, *args, proposal, items, clean_value, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal, self.items, self.clean_value = proposal, items, clean_value
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
        for item in items:
            takes_itself = item.is_written and not item.has_moved
            self.fields[item.name] = forms.ChoiceField(
                label=item.label,
                choices=WRITTEN if item.is_written else BY_HAND,
                widget=forms.RadioSelect,
                initial=ACCEPT if takes_itself else None,
                error_messages={"required": _("Choose what to do with this.")},
            )

    def rows(self):
        """Each item with the field that decides about it."""
        return [(item, self[item.name]) for item in self.items]

    @property
    def chosen(self) -> list[str]:
        return [item.name for item in self.items if self.cleaned_data.get(item.name) == ACCEPT]

    def clean(self):
        for item in self.items:
            if item.is_written and item.name in self.chosen:
                self._check(item)
        if not self.errors and not self.chosen:
            raise ValidationError(_("You left everything as it is. To do that, reject the proposal."))

    def _check(self, item):
        try:
            self.proposal.fields[item.name] = self.clean_value(item.name, item.proposed)
        except ValidationError as error:
            self.add_error(item.name, error)


class RejectForm(forms.Form):
    note = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("For the other coordinators; it is not sent to the organization."),
    )  # fmt: skip


@admin.register(Proposal)
class ProposalAdmin(OwnRowsAdmin):
    """Coordinators decide about the proposals for their listings; nobody edits what was proposed."""

    coordinator_rights = frozenset({"view", "change"})
    list_display = ["service", "kind", "state", "sent_at", "organization"]
    list_filter = ["state", "kind"]
    list_select_related = ["service", "organization"]
    ordering = ["-sent_at", "-pk"]

    def get_queryset(self, request):
        rows = super(OwnRowsAdmin, self).get_queryset(request)
        return rows.filter(pk__in=proposals.sent_to(request.user).order_by().values("pk"))

    def has_add_permission(self, request, obj=None):
        return False

    @method_decorator(never_cache)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The proposal beside the listing; a post decides."""
        proposal = self.get_object(request, object_id)
        if proposal is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        forms_of_page = self._forms(request, proposal)
        if request.method == "POST" and (answer := self._decide(request, proposal, *forms_of_page)):
            return answer
        return self._page(request, proposal, *forms_of_page)

    def _forms(self, request, proposal):
        decision = request.POST.get("decision")
        accepted = DecisionForm(
            request.POST if decision == ACCEPT else None,
            proposal=proposal,
            items=items_of(proposal),
            clean_value=lambda column, value: self._clean_value(request, column, value),
            initial={"seen": proposals.stand_of(proposal.service, proposal)},
        )
        return accepted, RejectForm(request.POST if decision == "reject" else None)

    def _clean_value(self, request, column, value):
        """As the listing's own form would clean it."""
        listing = self.admin_site.get_model_admin(Service)
        return listing.formfield_for_dbfield(Service._meta.get_field(column), request).clean(value)

    def _decide(self, request, proposal, accepted, rejected):
        """Do what was pressed and lead back to the list; None where the page is to be shown again."""
        try:
            if rejected.is_bound and rejected.is_valid():
                return self._done(request, proposal, self._reject, rejected.cleaned_data["note"])
            if accepted.is_bound and proposal.kind == ProposalKind.ENDED:
                return self._done(request, proposal, self._archive)
            if accepted.is_bound and accepted.is_valid():
                data = accepted.cleaned_data
                return self._done(request, proposal, self._accept, accepted, data["seen"])
        except proposals.AlreadyDecided:
            self.message_user(
                request,
                _("Somebody else decided about this proposal meanwhile. What they did stands below."),
                messages.WARNING,
            )
            return redirect(request.path)
        except proposals.ListingChanged:
            self.message_user(
                request,
                _("The listing was edited meanwhile. Look at what stands now, and decide again."),
                messages.WARNING,
            )
            return redirect(request.path)
        return None

    @transaction.atomic
    def _done(self, request, proposal, decide, *values):
        """Decide, tell it to the user, and write it into the history of the proposal and its listing."""
        text = str(decide(request.user, proposal, *values))
        for rows in (Proposal.objects.filter(pk=proposal.pk), Service.objects.filter(pk=proposal.service_id)):
            LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, text)
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:services_proposal_changelist")

    @staticmethod
    def _accept(user, proposal, form, seen):
        proposals.accept(proposal, user, form.chosen, seen)
        labels = ", ".join(str(item.label) for item in form.items if item.name in form.chosen)
        return _("The proposal was accepted: %(fields)s.") % {"fields": labels}

    @staticmethod
    def _archive(user, proposal):
        proposals.accept_end(proposal, user)
        return _("The proposal was accepted: the service has ended, and its listing is archived.")

    @staticmethod
    def _reject(user, proposal, note):
        proposals.reject(proposal, user, note)
        return _("The proposal was rejected. The listing stays as it is.")

    def _page(self, request, proposal, accepted, rejected):
        context = {
            **self.admin_site.each_context(request),
            "title": pgettext_lazy("proposal", "Proposal: %(service)s") % {"service": proposal.service},
            "opts": self.opts,
            "proposal": proposal,
            "service_url": reverse("admin:services_service_change", args=[proposal.service_id]),
            "accepted": accepted,
            "rejected": rejected,
            "is_open": proposal.state == ProposalState.SENT,
            "has_ended": proposal.kind == ProposalKind.ENDED,
        }
        return TemplateResponse(request, "admin/services/proposal/change_form.html", context)
