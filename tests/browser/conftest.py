"""The whole directory behind the server of production, for every test in a browser.

The data are loaded once for each worker and only read, so that no test waits for them. That is why these
tests take `site` and not `live_server`, which empties the tables after each test. A worker runs the tests of
a folder one after another, and empties the tables after the last of these. The mark `django_db` is needed in
each module: pytest-django makes the test database only for tests that bear it. Static files are hashed and
compressed, as readers get them.
"""

import threading

import pytest
import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import override_settings
from playwright.sync_api import expect

from tests.browser import directory
from tests.browser.pages import PAGE_TIMEOUT_MS, PHONE

THREADS = 4

expect.set_options(timeout=PAGE_TIMEOUT_MS)


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of the site, without a slash at the end."""
    served_as_in_production = override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        WHITENOISE_USE_FINDERS=False,
    )
    if not connection.settings_dict["NAME"].startswith("test_"):
        raise pytest.UsageError(
            "A test that takes `site` needs the mark django_db: this is no test database."
        )
    with django_db_blocker.unblock(), served_as_in_production:
        directory.load()
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=THREADS)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        server.task_dispatcher.shutdown()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def phone(new_page):
    """A page as wide as a small phone's."""
    return new_page(viewport=PHONE)
