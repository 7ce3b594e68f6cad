"""What a first view costs: a phone in a weak network, on a paid plan."""

import pytest

from tests.browser.pages import KINDS, PHONE, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_BYTES = 60_000
MOST_BYTES_OF_HTML = 12_000
MOST_REQUESTS = 8


class Meter:
    """Counts what comes over the wire, head and compressed body, by type of resource."""

    def __init__(self, page):
        self.types, self.bytes = {}, {}
        wire = page.context.new_cdp_session(page)
        wire.on("Network.responseReceived", self.note_type)
        wire.on("Network.loadingFinished", self.note_bytes)
        wire.send("Network.enable")

    def note_type(self, event):
        self.types[event["requestId"]] = event["type"]

    def note_bytes(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def bytes_of(self, kind):
        return sum(size for request, size in self.bytes.items() if self.types.get(request) == kind)


@pytest.mark.parametrize("name", KINDS)
def test_first_view_is_light(name, new_page, site):
    page = new_page(viewport=PHONE)
    meter = Meter(page)
    page.goto(site + path_of(name), wait_until="networkidle")

    assert 0 < meter.bytes_of("Document") <= MOST_BYTES_OF_HTML
    assert sum(meter.bytes.values()) <= MOST_BYTES
    assert len(meter.bytes) <= MOST_REQUESTS


def test_searchs_first_page_holds_twenty_results(page, site):
    page.goto(site + path_of("search"))

    assert page.locator(".card").count() == 20
