"""Goes through the proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), or straight out."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

from urllib3 import PoolManager, ProxyManager
from urllib3.util import make_headers, parse_url

from .addresses import shown
from .faults import FetchError


def proxy_for(url: str) -> str | None:
    """The proxy to use for this address, with its scheme; None to go straight out."""
    parts = parse_url(url)
    known = getproxies()
    proxy = known.get(parts.scheme or "") or known.get("all")
    if not proxy or proxy_bypass(parts.netloc or ""):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def open_manager(proxy: str | None, **settings: Any) -> PoolManager:
    """A pool of connections, through the proxy if there is one. Raises FetchError for a proxy it cannot use."""
    if proxy is None:
        return PoolManager(**settings)
    parts = parse_url(proxy)
    if parts.scheme not in ("http", "https") or not parts.host:
        raise FetchError(f"The proxy {shown(proxy)} cannot be used: HTTPS_PROXY must begin with http:// or https://.")
    headers = make_headers(proxy_basic_auth=unquote(parts.auth)) if parts.auth else None
    return ProxyManager(shown(proxy), proxy_headers=headers, **settings)
