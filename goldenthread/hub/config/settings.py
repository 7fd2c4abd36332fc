"""Settings of the website. Every environment variable is read here, through `environment`.

GOLDENTHREAD_VAR            folder the site may write to (default: var)
GOLDENTHREAD_STORE          folder of the figures (default: 'store' in GOLDENTHREAD_VAR; read by the warehouse)
GOLDENTHREAD_SECRET_KEY     at least 32 characters; made and kept in GOLDENTHREAD_VAR when not given
GOLDENTHREAD_ALLOWED_HOSTS  comma-separated names the site answers to (default: this machine's own)
GOLDENTHREAD_HTTPS          1 when the site is behind HTTPS: then it insists on it
GOLDENTHREAD_API_PER_SECOND how often one address may ask the API, in the long run (default: 20)
GOLDENTHREAD_API_BURST      and how many times at once (default: 200)
GOLDENTHREAD_WORKERS        how many processes serve the site, which share that between them (default: as `serve` says)
GOLDENTHREAD_PROXIES        how many proxies stand before the site, to tell its readers apart (default: 0)
GOLDENTHREAD_DATABASE       postgresql://user:password@host:port/name (default: SQLite in GOLDENTHREAD_VAR)
GOLDENTHREAD_MAIL           smtp://user:password@host:port (default: mails are written to GOLDENTHREAD_VAR/mail)
GOLDENTHREAD_MAIL_FROM      whose name mails carry (default: Golden Thread <no-reply@localhost>)
GOLDENTHREAD_ADDRESS        the site's own address in mails (default: http://localhost:8000)
GOLDENTHREAD_FRAMEWORKS     folder of maturity frameworks of one's own, beside the shipped ones (default: none)
GOLDENTHREAD_EXAMPLE        1 for the worked example with its people; never on a public machine
GOLDENTHREAD_OIDC_ISSUER    address of an OpenID Connect provider to sign in with, with the two below (default: none)
GOLDENTHREAD_OIDC_CLIENT    the client's name there
GOLDENTHREAD_OIDC_SECRET    and its secret
GOLDENTHREAD_DEBUG          1 to show faults in the browser; never on a public machine
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from . import environment
from .file_headers import on_static_file

REPOSITORY = Path(__file__).resolve().parents[3]
VAR = environment.folder("GOLDENTHREAD_VAR", "var")

DEBUG = environment.switch("GOLDENTHREAD_DEBUG")
SECRET_KEY = environment.secret_key("GOLDENTHREAD_SECRET_KEY", VAR)
ALLOWED_HOSTS = environment.words("GOLDENTHREAD_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = environment.switch("GOLDENTHREAD_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "ninja",
    "goldenthread.hub.plans",
    "goldenthread.hub.maturity",
    "goldenthread.hub.evidence",
    "goldenthread.hub.people",
    "goldenthread.hub.audit",
    "goldenthread.hub.ui",
]
# Rooms of ours come before allauth where templates are looked for.
INSTALLED_APPS.sort(key=lambda app: not app.startswith("goldenthread"))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldenthread.hub.config.headers.more_headers",
    "csp.middleware.CSPMiddleware",
    # A form's token differs in every page, so that compressing pages gives nothing away.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "goldenthread.hub.evidence.interface.unpacked_where_asked",
    "goldenthread.hub.evidence.interface.api_gate",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "goldenthread.hub.config.request_size.refuse_large_requests",
    "goldenthread.hub.config.headers.read_only",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.hub.config.headers.plain_faults",
    "goldenthread.hub.config.turns.take_turns",
]
ROOT_URLCONF = "goldenthread.hub.config.urls"
WSGI_APPLICATION = "goldenthread.hub.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.hub.config.navigation.navigation",
                "goldenthread.hub.config.navigation.given_work",
                "goldenthread.hub.evidence.interface.build_in_force",
            ],
            "string_if_invalid": "",
        },
    }
]

# Without these options one transaction in four fails under eight writers; with them none does.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=ON;"  # what is deleted, such as an address, is not left in the file
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.postgresql("GOLDENTHREAD_DATABASE")
    or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "site.sqlite3",
        # Kept open: who closes the last connection writes the whole log back to the file and waits for the disk, which
        # would be each request in turn. (PostgreSQL has a pool.)
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_PRAGMAS},
    }
}
# What is kept names its build, so it never goes stale and needs no time limit.
LOCAL_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": None}
CACHES: dict[str, dict[str, Any]] = {
    # What every worker must see alike, such as how often somebody tried to sign in.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "figures": {**LOCAL_MEMORY, "LOCATION": "figures", "OPTIONS": {"MAX_ENTRIES": 2000}},
    "limits": {**LOCAL_MEMORY, "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # Pages drawn and files made, of which one may be large.
    "pages": {
        **LOCAL_MEMORY,
        "BACKEND": "goldenthread.hub.evidence.bounded_memory.BoundedMemory",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000, "MOST_BYTES": 100_000_000},
    },
}

API_PER_SECOND = environment.whole_number("GOLDENTHREAD_API_PER_SECOND", 20, least=1)
API_BURST = environment.whole_number("GOLDENTHREAD_API_BURST", 200, least=1)
# A file that is not kept takes up to two seconds to make. A school behind one address may ask for many at once.
FILES_PER_SECOND, FILES_BURST = 1, 300
WORKERS = environment.whole_number("GOLDENTHREAD_WORKERS", 1, least=1)
PROXIES = environment.whole_number("GOLDENTHREAD_PROXIES", 0)

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("govuk", REPOSITORY / "build" / "assets")]
DOCUMENT_FONTS = REPOSITORY / "build" / "fonts"
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = on_static_file

# ------------------------------------------------------------------ people

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["goldenthread.hub.people.backends.Backend"]
EXAMPLE = environment.switch("GOLDENTHREAD_EXAMPLE")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members"
ACCOUNT_LOGOUT_REDIRECT_URL = "headline"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "goldenthread.hub.people.sign_in_forms.SignUpForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "goldenthread.hub.people.forms.NameForm"
ACCOUNT_ADAPTER = "goldenthread.hub.people.adapters.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# One brute-force limit alone: allauth's own, kept where every worker sees it.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "goldenthread.hub.people.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "goldenthread.hub.people.sign_in_forms.PasskeyForm"}
MFA_TOTP_ISSUER = "Golden Thread"
MFA_TOTP_TOLERANCE = 1  # a code that has just changed still counts: people type slowly
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it on this machine alone
SOCIALACCOUNT_PROVIDERS = environment.openid_provider("GOLDENTHREAD_OIDC")
# By a link: the content policy would stop a form that a provider leads on to another machine.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_ADAPTER = "goldenthread.hub.people.adapters.SocialAdapter"
SESSION_COOKIE_AGE = 8 * 3600  # a working day
SESSION_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MESSAGE_STORAGE = "goldenthread.hub.people.told.Messages"
ADDRESS = environment.words("GOLDENTHREAD_ADDRESS", "http://localhost:8000")[0].rstrip("/")
vars().update(environment.mail("GOLDENTHREAD_MAIL", VAR))
MORE_FRAMEWORKS = (
    environment.folder("GOLDENTHREAD_FRAMEWORKS", "") if environment.words("GOLDENTHREAD_FRAMEWORKS", "") else None
)
ATTACHMENTS = VAR / "attachments"
ATTACHMENT_MOST_BYTES = 10 * 1024 * 1024
REQUEST_MOST_BYTES = 12 * 1024 * 1024  # an attachment with the form around it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # a table of sixty rows by five years in two scenarios

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# ------------------------------------------------------------------ what browsers may do with a page

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "goldenthread.hub.config.faults.untrusted_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_secrets": {"()": "goldenthread.hub.config.logs.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # An address that leads nowhere is the reader's business; a fault of ours is logged with its trace.
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
