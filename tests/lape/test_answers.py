"""What holds for every answer: headers, language, privacy, and a database that is away."""

import json
import logging
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from lape import health, middleware
from lape.logs import ErrorFormatter, ScrubbingReporterFilter

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def fail(request):
    raise ValueError(f"something about {request.GET}")


def lose_database(request):
    raise OperationalError("the server closed the connection")


def deny(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


urlpatterns = [
    path("fine/", lambda request: HttpResponse("fine")),
    path("sv/fine/", lambda request: HttpResponse("bra")),
    path("fail/", fail),
    path("lost/", lose_database),
    path("denied/", deny),
    path("suspicious/", suspect),
    path("suggestions/", lambda request: HttpResponse("[]")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
handler404 = "tests.lape.test_answers.plain_404"
handler500 = "tests.lape.test_answers.plain_500"


def plain_404(request, exception):
    return HttpResponse("missing", status=404)


def plain_500(request):
    return HttpResponse("failed", status=500)


@pytest.fixture
def our_urls(settings):
    settings.ROOT_URLCONF = "tests.lape.test_answers"


@pytest.fixture
def patient_client(client):
    """A client that hands out the 500 instead of raising what caused it."""
    client.raise_request_exception = False
    return client


def assert_safe_headers(response):
    policy = response.headers["Content-Security-Policy"]
    for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]:
        assert part in policy
    assert "unsafe" not in policy
    for name, value in HEADERS.items():
        if name != "X-Frame-Options":  # the policy says the same, to static files too
            assert response.headers[name] == value, name
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fine/", 200),
        ("/fine", 301),
        ("/missing/", 404),
        ("/fail/", 500),
        ("/lost/", 503),
        ("/nul/%00/", 400),
        ("/static/admin/css/base.css", 200),
        ("/healthz", 200),
    ],
)
def test_every_answer_has_the_security_headers(patient_client, our_urls, address, status):
    response = patient_client.get(address)

    assert response.status_code == status
    assert_safe_headers(response)


def test_a_refused_host_has_the_security_headers(patient_client, our_urls):
    response = patient_client.get("/fine/", HTTP_HOST="elsewhere.example")

    assert response.status_code == 400
    assert_safe_headers(response)


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "LEIPÄ"])
def test_unknown_methods_and_trace_are_refused(client, our_urls, method):
    response = client.generic(method, "/fine/")

    assert response.status_code == 405
    assert_safe_headers(response)


def test_the_admin_is_never_cached(client, db):
    response = client.get("/hallinta/", follow=True)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert_safe_headers(response)


def test_a_reader_gets_no_cookie(client, our_urls):
    response = client.get("/fine/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "language"),
    [("/fine/", "fi"), ("/sv/fine/", "sv"), ("/svenska/", "fi"), ("/en/", "en"), ("/en", "en")],
)
def test_the_path_alone_chooses_the_language(client, our_urls, address, language):
    response = client.get(address, headers={"Accept-Language": "en, sv;q=0.5"}, COOKIE="django_language=en")

    assert response.headers["Content-Language"] == language
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "address", ["/fine/?q=a%00b", "/fine/?q=%ff%fe", "/fine/?%00", "/%ff%fe/", "/%ed%a0%80/"]
)
def test_nul_and_broken_utf_8_are_no_server_error(client, our_urls, address):
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("word", ["kerho%00t", "kerho%%0000t", "kerho%0\x000t", "kerho%%00%0000t"])
def test_nul_is_taken_out_of_a_query(word):
    seen = {}
    request = RequestFactory().get("/")
    request.META["QUERY_STRING"] = f"q={word}"

    middleware.refuse_bad_requests(lambda request: seen.update(request.GET.items()) or HttpResponse())(
        request
    )

    assert seen == {"q": "kerhot"}


@pytest.mark.parametrize(("address", "status"), [("/denied/", 403), ("/suspicious/", 400)])
def test_a_refusal_is_told_in_three_languages(client, our_urls, address, status):
    response = client.get(address)

    assert response.status_code == status
    for words in ['href="tel:112"', 'lang="fi"', 'lang="sv"', 'lang="en"']:
        assert words in response.text
    assert "style=" not in response.text
    assert_safe_headers(response)


def test_a_form_without_its_secret_is_refused_in_three_languages(db):
    response = Client(enforce_csrf_checks=True).post("/kirjaudu/", {"email": "x@example.org"})

    assert response.status_code == 403
    assert "Tätä ei voitu tehdä" in response.text
    assert "CSRF" not in response.text
    assert_safe_headers(response)


def test_other_sites_cannot_read_static_files(client):
    response = client.get("/static/admin/css/base.css")

    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response.headers


# -- logs


@pytest.fixture
def access_lines():
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(record.getMessage()))
    logger = logging.getLogger("lape.access")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


def test_the_access_line_holds_nothing_about_the_reader(client, our_urls, access_lines):
    client.get("/fine/?q=väkivalta", headers={"User-Agent": "Agent/1", "Referer": "http://x.example/"})

    [line] = access_lines
    assert set(line) == {"hour", "method", "path", "status", "ms"}
    assert (line["method"], line["path"], line["status"]) == ("GET", "/fine/", 200)
    assert line["hour"].endswith("Z") and ":" not in line["hour"]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/fine/%3Fq=vakivalta", "/fine"),
        ("/fine%3Fq=vakivalta", "/fine"),
        ("/%3Fq=vakivalta", "/"),
        ("/apua/vakivalta/", "/apua"),
    ],
)
def test_the_access_line_of_an_unknown_address_holds_its_first_part_alone(
    client, our_urls, access_lines, address, path
):
    client.get(address)

    assert [(line["path"], line["status"]) for line in access_lines] == [(path, 404)]


def test_suggestions_leave_no_line(client, our_urls, access_lines):
    client.get("/suggestions/?q=nok")

    assert access_lines == []


def test_a_logged_error_names_places_in_the_code_but_no_value():
    try:
        int("väkivalta")
    except ValueError:
        record = logging.LogRecord(
            "django.request", 40, "", 1, "Failed: %s", ("/palvelut/?q=väkivalta",), sys.exc_info()
        )

    line = json.loads(ErrorFormatter().format(record))

    assert line["exception"] == "builtins.ValueError"
    assert line["trace"][0].startswith(__file__)
    assert "väkivalta" not in json.dumps(line, ensure_ascii=False)


def test_an_error_report_is_scrubbed(settings):
    settings.DEBUG = False
    request = RequestFactory().post(
        "/palvelut/?q=väkivalta", {"message": "salaisuus"}, HTTP_COOKIE="sessionid=1"
    )
    scrub = ScrubbingReporterFilter()

    kept = [
        scrub.get_post_parameters(request),
        scrub.get_safe_request_meta(request),
        scrub.get_safe_cookies(request),
        scrub.get_traceback_frame_variables(request, sys._getframe()),
    ]

    assert not any(word in str(kept) for word in ["väkivalta", "salaisuus", "sessionid", "127.0.0.1"])


# -- health


@pytest.fixture
def no_database(monkeypatch):
    def refuse(*arguments, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", refuse)


def test_health_needs_no_database(client, our_urls, no_database):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_says_503_without_the_database(client, our_urls, no_database):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.json()["database"] is False


def test_ready_says_200_with_the_database_and_all_migrations(client, our_urls, db):
    assert client.get("/readyz").json() == {"status": "ok", "database": True, "migrations": True}


def test_a_lost_database_is_told_in_three_languages(client, our_urls):
    response = client.get("/lost/")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert response.headers["Cache-Control"] == "no-store"
    for words in ["112", "uudelleen", "igen", "again"]:
        assert words in response.text


# -- sessions


@pytest.mark.parametrize(
    ("idle_minutes", "age_hours", "is_in"), [(0, 0, True), (59, 11, True), (61, 2, False), (1, 13, False)]
)
def test_a_session_ends_after_an_idle_hour_and_after_twelve_hours(
    client, db, monkeypatch, idle_minutes, age_hours, is_in
):
    client.force_login(get_user_model().objects.create_superuser("admin@example.org", "salasana123"))
    client.get("/hallinta/")
    session = client.session
    session["seen_at"] -= idle_minutes * 60
    session["started_at"] -= age_hours * 3600
    session.save()

    assert (client.get("/hallinta/").status_code == 200) is is_in
