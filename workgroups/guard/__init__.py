"""The name guard: finds the people who must not be named in a text, in every form of their names."""

from workgroups.guard.forms import Case, case_of, forms
from workgroups.guard.masking import MASK, mask, redact_json, redact_text
from workgroups.guard.matching import Guard, Hit, Kind, find
from workgroups.guard.names import Name, Person
from workgroups.guard.pseudonyms import inflect, pseudonyms

__all__ = [
    "MASK",
    "Case",
    "Guard",
    "Hit",
    "Kind",
    "Name",
    "Person",
    "case_of",
    "find",
    "forms",
    "inflect",
    "mask",
    "pseudonyms",
    "redact_json",
    "redact_text",
]
