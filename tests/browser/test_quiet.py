"""A page tells nobody that it is read, and leaves nothing behind."""

from urllib.parse import urlsplit

import pytest

from tests.browser.pages import KINDS, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KEPT = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"


class Watch:
    """Listens to what a page asks for and what the browser says about it, policy violations too."""

    def __init__(self, page, status=200):
        self.hosts, self.said = set(), []
        self.expected = f"responded with a status of {status} "  # said of the page itself when it is an error
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def complaints(self):
        return [text for text in self.said if self.expected not in text]


@pytest.mark.parametrize("name", KINDS)
def test_page_asks_no_other_host_and_is_silent_and_keeps_nothing(name, page, site):
    watch = Watch(page, KINDS[name].status)
    page.goto(site + path_of(name))

    assert watch.hosts == {urlsplit(site).netloc}
    assert watch.complaints() == []
    assert page.context.cookies() == []
    assert page.evaluate(KEPT) == [0, 0, 0]


def test_searching_and_narrowing_asks_no_other_host_and_is_silent_and_keeps_nothing(page, site):
    watch = Watch(page)
    page.goto(site + path_of("search"))
    with page.expect_response(lambda response: "tier=2" in response.url):
        page.locator("#tier-2").check()
    page.locator("#said:not(:empty)").wait_for(state="attached")
    page.locator(".card h2 a").first.click()
    page.wait_for_load_state()

    assert watch.hosts == {urlsplit(site).netloc}
    assert watch.complaints() == []
    assert page.context.cookies() == []
    assert page.evaluate(KEPT) == [0, 0, 0]
