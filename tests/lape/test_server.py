"""Whom the server believes about where a request comes from."""

import pytest
from waitress.proxy_headers import proxy_headers_middleware

from lape.server import proxy_options


def address_seen(trusted_proxy, sender, forwarded):
    """The client's address as the site sees it."""
    seen = {}

    def site(environ, start_response):
        seen.update(environ)
        return []

    options = {"trusted_proxy_headers": set(), "clear_untrusted": True, **proxy_options(trusted_proxy)}
    environ = {"REMOTE_ADDR": sender, "HTTP_X_FORWARDED_FOR": forwarded, "wsgi.url_scheme": "http"}
    proxy_headers_middleware(site, **options)(environ, lambda *answer: None)
    return seen["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("trusted_proxy", "sender", "address"),
    [
        ("10.0.0.1", "10.0.0.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("", "198.51.100.9", "198.51.100.9"),
    ],
)
def test_only_the_trusted_proxy_tells_who_asks(trusted_proxy, sender, address):
    """And of what it tells, the last hop alone: the rest is the client's own word."""
    assert address_seen(trusted_proxy, sender, "192.0.2.66, 203.0.113.7") == address
