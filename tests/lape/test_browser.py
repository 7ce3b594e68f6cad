"""The browser itself works; what pages do in it is tested beside the pages."""


def test_the_browser_reaches_the_site(page, live_server):
    answer = page.goto(f"{live_server.url}/healthz")

    assert answer.json() == {"status": "ok"}


def test_axe_runs_under_the_content_policy(page, live_server, axe_source):
    page.goto(f"{live_server.url}/kirjaudu/")
    page.evaluate(axe_source)

    assert page.evaluate("axe.run().then(result => result.testEngine.name)") == "axe-core"
