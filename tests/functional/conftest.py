"""A browser before the site as it is really served. Skipped where there is no chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SERVE = "import sys; from goldenthread.hub.config.serve import serve; serve(port=int(sys.argv[1]), workers=1)"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def site_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the running site writes to: its database and its mails."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def address(store_folder: Path, site_var: Path) -> Iterator[str]:
    """The address of a running site with the shipped figures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    var = site_var
    log = (var / "log").open("w+", encoding="utf-8")
    environment = {**os.environ, "GOLDENTHREAD_VAR": str(var), "GOLDENTHREAD_STORE": str(store_folder)}
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/", server, var / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the site did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (set CHROMIUM to where it is)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: refused by the content policy, failed to load, faults of scripts."""
    return []


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """An empty tab of a desktop's size, with and without JavaScript. Addresses may leave out the host."""
    context = browser.new_context(base_url=address, java_script_enabled=request.param == "with JavaScript")
    yield _watched(context, complaints)
    context.close()


@pytest.fixture
def scripted_page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """A tab in which a test may itself run scripts."""
    context = browser.new_context(base_url=address)
    yield _watched(context, complaints)
    context.close()


def _watched(context: BrowserContext, complaints: list[str]) -> Page:
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda fault: complaints.append(str(fault)))
    # What a reader leaves behind by going on to the next page has not failed.
    tab.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else complaints.append(f"{request.url} failed"),
    )
    return tab
