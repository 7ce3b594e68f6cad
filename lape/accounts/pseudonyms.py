"""Addresses of machines and unknown people as keyed sums whose key nobody has on the next day."""

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

DAY = 24 * 60 * 60  # seconds


def pseudonym(text: str) -> str:
    """The same 64 hexadecimal digits for the same text all day, in every worker; nothing for nothing."""
    if not text:
        return ""
    return hmac.new(_key_of_today().encode(), text.lower().encode(), hashlib.sha256).hexdigest()


def client_pseudonym(request) -> str:
    """Where a request comes from. Behind a proxy the server has put the client's address in its place.

    A household has a whole /64 of IPv6 addresses, so these count as one.
    """
    address = request.META.get("REMOTE_ADDR", "")
    try:
        if ipaddress.ip_address(address).version == 6:
            address = str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    except ValueError:
        pass  # a socket has no address
    return pseudonym(address)


def forget_expired() -> int:
    """Delete the counters whose time is over: the database cache itself would wait until it is full."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {settings.CACHE_TABLE} WHERE expires < now()")  # noqa: S608 - our own name
        return cursor.rowcount


def _key_of_today() -> str:
    name = f"accounts:key:{timezone.localdate()}"
    key = cache.get(name)
    if key is None:
        forget_expired()
        key = cache.get_or_set(name, lambda: secrets.token_hex(32), DAY)
    return key
