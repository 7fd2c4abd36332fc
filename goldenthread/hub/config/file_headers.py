"""Headers of the files that browsers fetch: they are served before the headers of pages are set."""

from __future__ import annotations

from wsgiref.headers import Headers

ON_FILES = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


def on_static_file(headers: Headers, path: str, url: str) -> None:
    """An SVG that is opened by itself is a page, and may fetch and run nothing."""
    headers["Content-Security-Policy"] = ON_FILES
