"""Settings of the website. Every environment variable is read here, through `environment`.

GOLDENTHREAD_VAR            folder the site may write to (default: var)
GOLDENTHREAD_STORE          folder of the figures (default: 'store' in GOLDENTHREAD_VAR; read by the warehouse)
GOLDENTHREAD_SECRET_KEY     at least 32 characters; made and kept in GOLDENTHREAD_VAR when not given
GOLDENTHREAD_ALLOWED_HOSTS  comma-separated names the site answers to (default: this machine's own)
GOLDENTHREAD_HTTPS          1 when the site is behind HTTPS: then it insists on it
GOLDENTHREAD_API_PER_SECOND how often one address may ask the API, in the long run (default: 20)
GOLDENTHREAD_API_BURST      and how many times at once (default: 200)
GOLDENTHREAD_WORKERS        how many processes serve the site, which share that between them (default: as `serve` says)
GOLDENTHREAD_PROXIES        how many proxies stand before the site, for the API to tell readers apart (default: 0)
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
    "django.contrib.staticfiles",
    "csp",
    "ninja",
    "goldenthread.hub.evidence",
    "goldenthread.hub.ui",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldenthread.hub.config.headers.more_headers",
    "csp.middleware.CSPMiddleware",
    # Compressing pages gives nothing away here: no page holds a secret or anything about its reader.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "goldenthread.hub.evidence.interface.unpacked_where_asked",
    "goldenthread.hub.evidence.interface.api_gate",
    "django.middleware.common.CommonMiddleware",
    "goldenthread.hub.config.headers.read_only",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.hub.config.headers.plain_faults",
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
                "goldenthread.hub.config.navigation.navigation",
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
)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "site.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_PRAGMAS},
    }
}
# What is kept names its build, so it never goes stale and needs no time limit.
LOCAL_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": None}
CACHES: dict[str, dict[str, Any]] = {
    "default": {**LOCAL_MEMORY, "LOCATION": "charts", "OPTIONS": {"MAX_ENTRIES": 2000}},
    "limits": {**LOCAL_MEMORY, "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    "pages": {**LOCAL_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

API_PER_SECOND = environment.whole_number("GOLDENTHREAD_API_PER_SECOND", 20, least=1)
API_BURST = environment.whole_number("GOLDENTHREAD_API_BURST", 200, least=1)
WORKERS = environment.whole_number("GOLDENTHREAD_WORKERS", 1, least=1)
PROXIES = environment.whole_number("GOLDENTHREAD_PROXIES", 0)

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("govuk", REPOSITORY / "build" / "assets")]
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = on_static_file

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
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # An address that leads nowhere is the reader's business; a fault of ours is logged with its trace.
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
