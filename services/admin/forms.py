"""Admin forms: what has to fit together, each told with a kind sentence before the database says it."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from services import listings, roles
from services.admin.fields import PlainTextField
from services.models import PROFESSIONAL_TIERS, AreaKind, District, Scope, SupportTier
from services.models.groups import LONGEST_RUN_DAYS
from services.translated import LANGUAGE_NAMES, LANGUAGES


class NamedForm(forms.ModelForm):
    """Something with a name, in any language."""

    def clean(self):
        cleaned = super().clean()
        columns = [f"name_{language}" for language in LANGUAGES]
        if not any(cleaned.get(column) for column in columns) and not any(c in self.errors for c in columns):
            self.add_error("name_fi", _("Write the name in at least one language."))
        return cleaned


class AddressedForm(NamedForm):
    """Something with an address of its own; left empty, it is made from the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Left empty, it is made from the name. After a change the old address leads to the new one."
            )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and (owner := listings.former_owner(self.instance, slug)):
            raise forms.ValidationError(
                _("“%(owner)s” had this address before and is still found by it. Choose another."),
                params={"owner": owner},
            )
        return slug or self.instance.slug


class CoverageForm(AddressedForm):
    """The area served: only what belongs to the chosen scope, and something of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "districts" in self.fields:
            self.fields["districts"].queryset = District.objects.select_related("municipality")

    def clean(self):
        cleaned = super().clean()
        areas = cleaned.get("areas") or []
        municipalities = cleaned.get("municipalities") or []
        match cleaned.get("scope"):
            case Scope.COUNTRY:
                self._refuse("areas", areas)
                self._refuse("municipalities", municipalities)
            case Scope.COUNTIES:
                self._require_areas(areas, AreaKind.COUNTY)
                self._refuse("municipalities", municipalities)
            case Scope.REGIONS:
                self._require_areas(areas, AreaKind.REGION)
                self._refuse("municipalities", municipalities)
            case Scope.MUNICIPALITIES:
                self._refuse("areas", areas)
                if not municipalities and "municipalities" not in self.errors:
                    self.add_error("municipalities", _("Choose at least one municipality."))
        self._check_districts(cleaned.get("districts") or [], municipalities)
        return cleaned

    def _refuse(self, name, chosen):
        if chosen:
            self.add_error(name, _("The area served is another: remove these, or change the area served."))

    def _require_areas(self, areas, kind):
        wrong = [str(area) for area in areas if area.kind != kind]
        if wrong:
            self.add_error(
                "areas",
                forms.ValidationError(
                    _("Of another kind than the area served: %(names)s."), params={"names": ", ".join(wrong)}
                ),
            )
        elif not areas and "areas" not in self.errors:
            self.add_error("areas", _("Choose at least one county or region."))

    def _check_districts(self, districts, municipalities):
        wrong = [str(district) for district in districts if district.municipality not in municipalities]
        if wrong:
            self.add_error(
                "districts",
                forms.ValidationError(
                    _("Choose the municipalities of these districts too: %(names)s."),
                    params={"names": ", ".join(wrong)},
                ),
            )


class ServiceForm(CoverageForm):
    tier = forms.TypedChoiceField(label=_("Support tier"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Both vocabularies, since a coordinator speaks with professionals and writes for families.
        choices = [(tier.value, f"{PROFESSIONAL_TIERS[tier]}: {tier.label}") for tier in SupportTier]
        for name in ("tier", "also_tiers"):
            if name in self.fields:
                self.fields[name].choices = choices

    def clean(self):
        cleaned = super().clean()
        youngest, oldest = cleaned.get("minimum_age_months"), cleaned.get("maximum_age_months")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("maximum_age_months", _("The highest age is below the lowest one."))
        assured_date = cleaned.get("assured_date")
        if assured_date and assured_date > timezone.localdate():
            self.add_error("assured_date", _("This day is still to come. Write the day of the last check."))
        return cleaned


class GroupForm(forms.ModelForm):
    """A dated group. Its programme is typed as lines, a session a line, in each language."""

    programme_fi, programme_sv, programme_en = (PlainTextField(required=False) for _language in LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for language, name in LANGUAGE_NAMES.items():
            field = self.fields[f"programme_{language}"]
            field.label = format_lazy("{} ({})", _("Programme"), name)
            field.help_text = _("A line a session: what | for whom. Write “|” only where you say for whom.")
            field.widget = AdminTextareaWidget({"rows": 5})
            field.strip = False  # an empty first line keeps the languages side by side
            field.initial = programme_lines(self.instance.programme, language)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["starts_on"] > cleaned["ends_on"]:
            self.add_error("ends_on", _("The last day is before the first one."))
        elif _days(cleaned.get("starts_on"), cleaned.get("ends_on")) > LONGEST_RUN_DAYS:
            self.add_error("ends_on", _("A group runs for two years at most; is the year right?"))
        if (
            cleaned.get("opens_at")
            and cleaned.get("closes_at")
            and cleaned["opens_at"] >= cleaned["closes_at"]
        ):
            self.add_error("closes_at", _("It ends before it begins."))
        capacity, left = cleaned.get("capacity"), cleaned.get("places_left")
        if capacity is not None and left is not None and left > capacity:
            self.add_error("places_left", _("There are more places left than places."))
        return cleaned

    def save(self, commit=True):
        lines = {language: self.cleaned_data[f"programme_{language}"] for language in LANGUAGES}
        self.instance.programme = programme_from_lines(lines)
        return super().save(commit)


def _days(first, last) -> int:
    return (last - first).days + 1 if first and last else 0


def programme_lines(programme: list[dict], language: str) -> str:
    """The programme's texts of one language as "what | for whom", a session a line."""
    lines = []
    for row in programme:
        texts = [row.get(part, {}).get(language, "") for part in ("title", "for")]
        lines.append(" | ".join(texts) if texts[1] else texts[0])
    return "\n".join(lines).rstrip("\n")


def programme_from_lines(texts: dict[str, str]) -> list[dict]:
    """The programme of what was typed in each language: the first lines belong together, and so on."""
    typed = {language: text.rstrip().split("\n") if text.strip() else [] for language, text in texts.items()}
    programme = [{"title": {}, "for": {}} for _row in range(max(map(len, typed.values())))]
    for language, lines in typed.items():
        for row, line in zip(programme, lines, strict=False):
            for part, text in zip(("title", "for"), line.split("|", 1), strict=False):
                if text.strip():
                    row[part][language] = text.strip()
    return [{part: text for part, text in row.items() if text} for row in programme if row["title"]]


class EventForm(NamedForm):
    """A one-day event. `user`, whom the page sets, must still see it once it is saved."""

    user = None

    def clean(self):
        cleaned = super().clean()
        organization, municipality = cleaned.get("organization"), cleaned.get("municipality")
        is_told = organization is None or "municipality" in self.errors
        if not is_told and not roles.may_keep_event(self.user, organization, municipality):
            self.add_error(
                "municipality",
                _(
                    "The organization has no listing yet, so the event needs a municipality of your own "
                    "area. A national event has none."
                ),
            )
        if cleaned.get("starts_at") and cleaned.get("ends_at") and cleaned["starts_at"] > cleaned["ends_at"]:
            self.add_error("ends_at", _("It ends before it begins."))
        return cleaned
