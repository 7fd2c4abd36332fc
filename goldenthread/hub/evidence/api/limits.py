"""How often one address may ask. Each has a bucket of tokens that fills steadily; an answer takes one."""

from __future__ import annotations

import hashlib
import secrets
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

# Addresses are not kept: what is kept for a minute is a fingerprint that means nothing to another process.
_salt = secrets.token_bytes(16)
KEPT_SECONDS = 60


def seconds_to_wait(request: HttpRequest) -> float:
    """0 when the question may be answered, which takes a token; else how long until there is one."""
    rate, most = settings.API_PER_SECOND, settings.API_BURST
    buckets, key = caches["limits"], f"bucket:{_asker(request)}"
    now = time.monotonic()
    tokens, last = buckets.get(key) or (float(most), now)
    tokens = min(float(most), tokens + (now - last) * rate)
    may_ask = tokens >= 1
    buckets.set(key, (tokens - may_ask, now), KEPT_SECONDS + most / rate)
    return 0.0 if may_ask else (1 - tokens) / rate


def _asker(request: HttpRequest) -> str:
    """Who asks, as a fingerprint. What proxies say counts only as far back as there are proxies that we trust."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    behind = settings.PROXIES
    address = told[-behind] if behind and len(told) >= behind else request.META.get("REMOTE_ADDR", "")
    return hashlib.blake2b(address.encode("utf-8", "replace"), key=_salt, digest_size=16).hexdigest()
