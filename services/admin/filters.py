"""Filters of the list of services, in the words of the coordinators' questions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services import roles, upkeep
from services.checks.waiting import waiting_for_coordinator
from services.models import PROFESSIONAL_TIERS, Area


class QuestionFilter(admin.SimpleListFilter):
    """A filter whose choices are questions of `services.upkeep`."""

    questions: dict[str, upkeep.Question]

    def lookups(self, request, model_admin):
        return [(key, question.label) for key, question in self.questions.items()]

    def queryset(self, request, queryset):
        question = self.questions.get(self.value())
        return queryset.filter(question.condition()) if question else queryset


class CheckingFilter(QuestionFilter):
    title = _("checking")
    parameter_name = "due"
    questions = upkeep.CHECKING


class LackingFilter(QuestionFilter):
    title = _("what is missing")
    parameter_name = "lacks"
    questions = upkeep.LACKING


class WaitingFilter(admin.SimpleListFilter):
    """What the yearly check leaves to a person."""

    title = _("yearly check")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("yes", _("waits for a coordinator"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=waiting_for_coordinator(request.user).order_by().values("service"))


class TierFilter(admin.SimpleListFilter):
    title = _("support tier")
    parameter_name = "tier"

    def lookups(self, request, model_admin):
        return [(str(tier.value), word) for tier, word in PROFESSIONAL_TIERS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(tier=self.value()) if self.value() in ("1", "2", "3") else queryset


class ResponsibleAreaFilter(admin.SimpleListFilter):
    """The user's own areas, or all of them for a superuser."""

    title = _("responsible area")
    parameter_name = "area"

    def lookups(self, request, model_admin):
        areas = Area.objects.all() if request.user.is_superuser else roles.own_areas(request.user)
        choices = [(str(area.pk), str(area)) for area in areas]
        return [*choices, ("national", _("national"))] if roles.is_national(request.user) else choices

    def queryset(self, request, queryset):
        if self.value() == "national":
            return queryset.filter(responsible_area__isnull=True)
        if self.value() in {key for key, _label in self.lookup_choices}:
            return queryset.filter(responsible_area=self.value())
        return queryset
