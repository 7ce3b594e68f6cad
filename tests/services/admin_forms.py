"""What a browser would post back for an admin page that it was shown."""


def typed(response, **changes) -> dict:
    """The fields of the page's forms as they stand, with `changes` (a list where several are chosen)."""
    data = {}
    for form in _forms(response.context):
        for field in form:
            value = field.value()
            if value is None or value is False or value == "":
                continue
            data[field.html_name] = _as_posted(value)
    return {name: value for name, value in (data | changes).items() if value is not None}


def _forms(context):
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def _as_posted(value):
    if isinstance(value, (list, tuple, set)) or hasattr(value, "model"):
        return [str(getattr(item, "pk", item)) for item in value]
    return "on" if value is True else str(value)
