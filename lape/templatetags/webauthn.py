"""What the browser is told about passkeys."""

import json

from django import template

register = template.Library()


@register.filter
def as_json(options: dict) -> str:
    """Options of WebAuthn for an attribute of the page, as `static/js/passkey.js` reads them."""
    return json.dumps(options, default=dict)
