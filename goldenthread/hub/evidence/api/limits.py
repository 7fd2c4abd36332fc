"""How often one address may ask. Each has a bucket of tokens that fills steadily; an answer takes one."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

# Addresses are not kept: what is kept for a minute is a fingerprint that means nothing to another process.
_salt = secrets.token_bytes(16)
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often this process lets one address ask: `most` at once, and `rate` a second in the long run."""

    rate: float
    most: int
    tokens: float
    wait: float  # seconds until the question may be asked again; 0 when it may be answered

    @property
    def headers(self) -> dict[str, str]:
        """What is told with every answer, as the IETF's draft has it: the policy, and what is left of it."""
        full = math.ceil((self.most - self.tokens) / self.rate)
        return {
            "RateLimit-Policy": f'"address";q={self.most};w={math.ceil(self.most / self.rate)}',
            "RateLimit": f'"address";r={math.floor(self.tokens)};t={full}',
        }


def take(request: HttpRequest) -> Allowance:
    """Takes a token for a question to the API, where there is one."""
    return _take(request, "question", settings.API_PER_SECOND, settings.API_BURST)


def take_for_a_file(request: HttpRequest) -> Allowance:
    """The same for a file that is to be made."""
    return _take(request, "file", settings.FILES_PER_SECOND, settings.FILES_BURST)


def give_back_a_file(request: HttpRequest) -> None:
    """Gives the token back of a file that was not made after all."""
    _take(request, "file", settings.FILES_PER_SECOND, settings.FILES_BURST, cost=-1)


def _take(request: HttpRequest, what: str, per_second: int, burst: int, cost: int = 1) -> Allowance:
    # Each process counts for itself, and so has its share: together they never let more pass than is promised.
    rate, most = per_second / settings.WORKERS, max(1, burst // settings.WORKERS)
    buckets, key = caches["limits"], f"{what}:{asker(request)}"
    now = time.monotonic()
    tokens, last = buckets.get(key) or (float(most), now)
    tokens = min(float(most), tokens + (now - last) * rate)
    wait = max(0.0, (cost - tokens) / rate)
    left = tokens if wait else tokens - cost
    buckets.set(key, (left, now), KEPT_SECONDS + most / rate)
    return Allowance(rate, most, left, wait)


def asker(request: HttpRequest) -> str:
    """Who asks, as a fingerprint. What proxies say counts only as far back as there are proxies that we trust."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    behind = settings.PROXIES
    address = told[-behind] if behind and len(told) >= behind else request.META.get("REMOTE_ADDR", "")
    return hashlib.blake2b(_network(address).encode("utf-8", "replace"), key=_salt, digest_size=16).hexdigest()


def _network(address: str) -> str:
    """Of an IPv6 address the part that one household or office has: the rest is theirs to choose anew each time."""
    if ":" not in address:
        return address
    try:
        asked = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(asked.ipv4_mapped or ipaddress.ip_network(f"{asked}/64", strict=False))
