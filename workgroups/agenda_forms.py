"""Forms of the agenda: an item, a member's proposal, a declined one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workgroups.forms import KeyField, Look
from workgroups.models import AgendaItem, Visibility
from workgroups.name_check import refuse_names

#: What the agenda's form shows of an item; its texts are the memo's.
ITEM_FIELDS = ["title", "presenter", "minutes", "visibility"]


class NewItemForm(Look, forms.ModelForm):
    """A new item, read by members until somebody opens it."""

    form_key = KeyField()
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)

    class Meta:
        model = AgendaItem
        fields = ["title", "presenter", "minutes"]
        labels = {"title": _("Item"), "presenter": _("Presenter")}

    def item(self, **fields) -> AgendaItem:
        """The item as typed, not yet on an agenda."""
        item = self.instance
        item.form_key = self.cleaned_data["form_key"]
        for name, value in fields.items():
            setattr(item, name, value)
        return item


class ItemForm(Look, forms.ModelForm):
    """An item that is on the agenda. `base` is the stamp of what was shown."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)

    class Meta:
        model = AgendaItem
        fields = ITEM_FIELDS
        labels = {"title": _("Item"), "presenter": _("Presenter"), "visibility": _("Who may read")}

    def clean(self):
        data = super().clean()
        if data.get("visibility") == Visibility.PUBLIC:
            refuse_names(self, self.instance.meeting, "title", "presenter")
        return data


class ProposalForm(NewItemForm):
    class Meta(NewItemForm.Meta):
        fields = ["title", "members_text", "presenter", "minutes"]
        labels = NewItemForm.Meta.labels | {"members_text": _("What it is about")}
        widgets = {"members_text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"members_text": _("Only members read this.")}


class DeclineForm(Look, forms.Form):
    reason = forms.CharField(
        label=_("A word to the one who proposed it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is sent by e-mail, with what was proposed."),
    )
