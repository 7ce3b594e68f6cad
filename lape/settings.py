"""All settings. What differs between places comes from the environment; `.env.example` lists it."""

import fcntl
import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lape import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything that this checkout makes for itself; never in git

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# A checkout on somebody's own machine, in plain http. `make` writes this into `.env`.
LOCAL = env.bool("LOCAL", default=False)
# Set by the `demo` command: demo logins and demo data.
DEMO = env.bool("DEMO", default=False)
TESTING = "PYTEST_VERSION" in os.environ
DEBUG = env.bool("DEBUG", default=False)


def local_secret_key() -> str:
    """The checkout's own key, made once: sessions outlive a restart."""
    path = VAR_DIR / "secret-key"
    try:
        VAR_DIR.mkdir(mode=0o755, exist_ok=True)
        if path.exists() and (key := path.read_text()):
            return key
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two first starts at once make one key
            key = file.read() or secrets.token_urlsafe(60)
            file.seek(0)
            file.write(key)
            return key
    except OSError as error:
        raise ImproperlyConfigured(f"The file {path} cannot be written: {error.strerror}.") from error


def needed(name: str) -> str:
    """A variable without which the site must not start. Raises ImproperlyConfigured."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is missing: set it in the environment or in .env, or set LOCAL=1 on your own machine."
        )
    return value


def whole_number(name: str, default: int) -> int:
    """A number from the environment. Raises ImproperlyConfigured."""
    try:
        return env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, such as {default}.") from error


SECRET_KEY = env.str("SECRET_KEY", default="") or (local_secret_key() if LOCAL else needed("SECRET_KEY"))

# -- The product

SITE_NAME = env.str("SITE_NAME", default="Perheen tukena")
SITE_AREA = env.str("SITE_AREA", default="pirkanmaa")  # slug of the area named under the site's name
WORKGROUP_NAMES_MONTHS = whole_number("WORKGROUP_NAMES_MONTHS", 24)  # kept after a group has ended
HOST = env.str("HOST", default="127.0.0.1")
PORT = whole_number("PORT", 8000)
TRUSTED_PROXY = env.str("TRUSTED_PROXY", default="")  # address of the proxy in front of our server
HTTPS = env.bool("HTTPS", default=not LOCAL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
SITE_URL = env.str(
    "SITE_URL",
    default=f"https://{ALLOWED_HOSTS[0]}" if HTTPS and ALLOWED_HOSTS else f"http://127.0.0.1:{PORT}",
).rstrip("/")
EXIT_URL = env.str("EXIT_URL", default="https://www.ilmatieteenlaitos.fi/")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="yllapito@example.org")
CONTROLLER_NAME = env.str("CONTROLLER_NAME", default="Esimerkin rekisterinpitäjä")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{CONTACT_EMAIL}")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

# -- Applications

INSTALLED_APPS = [
    "lape",
    "services",
    "workgroups",
    "lape.admin_config.CoordinatorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "csp",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
]

# The outermost come first: what answers early (a static file, a refusal) still gets log line and headers.
MIDDLEWARE = [
    "lape.middleware.access_log",
    "lape.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "lape.middleware.refuse_bad_requests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lape.middleware.LanguageFromPath",
    "lape.middleware.DatabaseAway",
    "lape.middleware.private_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lape.middleware.session_limits",
    "allauth.account.middleware.AccountMiddleware",
    "lape.accounts.records.RefusedRights",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "lape.urls"
WSGI_APPLICATION = "lape.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lape.context_processors.site",
            ],
        },
    },
]

# -- Database and cache

if env.str("DATABASE_URL", default="") or not LOCAL:
    if not needed("DATABASE_URL").startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL server: postgres://user:password@host/name."
        )
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": embedded.database_settings()}
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 3
if TESTING:  # what tests write may be lost
    DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
# Added by `lape.wsgi`, for the web alone: a command may take its time.
WEB_DATABASE_POOL = {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 5}
WEB_STATEMENT_TIMEOUT_MS = 5_000

# What is counted against guessing must be seen by all workers: in a table that a migration makes.
CACHE_TABLE = "lape_cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# -- Languages

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# -- Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = TESTING or DEBUG  # else from STATIC_ROOT, filled by `collectstatic`

# -- Mail

if mail_url := env.str("EMAIL_URL", default=""):
    vars().update(environ.Env.email_url_config(mail_url))
elif DEMO:
    EMAIL_BACKEND = "lape.demo_mail.EmailBackend"
elif LOCAL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = CONTACT_EMAIL
SERVER_EMAIL = CONTACT_EMAIL

# -- People who sign in

AUTH_USER_MODEL = "lape.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "lape.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds
SESSION_IDLE_SECONDS = 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ADMIN_PREFIX = "/hallinta/"
LOGIN_URL = "account_login"
# Without these two the demo's printed passwords would lead nowhere; switch them off nowhere else.
SECOND_FACTOR_FOR_STAFF = env.bool("SECOND_FACTOR_FOR_STAFF", default=not DEMO)
SECOND_FACTOR_FOR_PUBLISHERS = env.bool("SECOND_FACTOR_FOR_PUBLISHERS", default=not DEMO)
ACCOUNT_ADAPTER = "lape.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who types the code has the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers, whatever somebody types
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_SESSION_REMEMBER = True  # for as long as SESSION_COOKIE_AGE says
# Per account a day, and per sender a minute: an office shares one address.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/d/key",
    "request_login_code": "60/m/ip,20/d/key",
}
MFA_ADAPTER = "lape.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute to type, or a clock that is a little off
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
CSRF_FAILURE_VIEW = "lape.refusals.csrf_failure"

# -- Security headers; on plain http only what needs https is left out

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines from inside
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # browsers' preload list is the domain owner's decision, for all subdomains and years
]

# -- Logs: no query, address, agent or referrer in any of them

# Requests with such a part in the path leave no line at all: what is typed there is not our business, and
# a token that opens something is its owner's.
UNLOGGED_PATH_PARTS = ("ehdotukset", "forslag", "suggestions", "kutsu", "tilaus", "oma-kalenteri", "vahvista")
DEFAULT_EXCEPTION_REPORTER_FILTER = "lape.logs.ScrubbingReporterFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "bare": {"format": "%(message)s"},
        "error": {"()": "lape.logs.ErrorFormatter"},
    },
    "handlers": {
        "access": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "bare"},
        "errors": {"class": "logging.StreamHandler", "formatter": "error"},
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {
        "lape.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
        "waitress.queue": {"level": "ERROR"},  # a short queue is no news
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
    },
}
