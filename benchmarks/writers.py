"""People at a plan's forms: each opens a form, thinks, saves, and joins both texts where somebody else wrote there too."""

from __future__ import annotations

import gzip
import http.client
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from .forms import form_with, written_by_the_other

THINKS = (0.5, 1.5)  # seconds between a form and its being sent
TRIES = 12  # a person whose text meets another's so often in a row would not believe it either
TOKEN = "b" * 32  # of the form and of its cookie: they only have to be the same


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to write in. `prefix` stands before its fields' names; without `opens` there is nothing to read first."""

    kind: str
    opens: str
    sends: str
    prefix: str
    fields: tuple[str, ...]
    with_it: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Save:
    """A save that the site said it had kept: the words it is known by, their field, the version that the writer saw."""

    token: str
    kind: str
    field: str
    version: int


@dataclass(slots=True)
class Diary:
    """What happened to one person. Times in milliseconds."""

    saves: list[Save] = field(default_factory=list)
    save_ms: list[float] = field(default_factory=list)
    open_ms: list[float] = field(default_factory=list)
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)


class Refused(Exception):
    """The site gave another answer than a saved text or both texts."""


class Writer:
    """One person with one connection, as a browser keeps it."""

    def __init__(self, number: int, base: str, session: str, things: list[Thing]) -> None:
        self.number, self.things, self.diary = number, things, Diary()
        self.chance = random.Random(number)
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Accept-Encoding": "gzip"}
        self.written = 0

    def look_around(self) -> None:
        """Opens everything once, so that the worker at the other end has read its figures."""
        for thing in self.things:
            if thing.opens:
                self._asked("GET", thing.opens)

    def write_until(self, end: float) -> Diary:
        """Saves one thing after another; a fault is noted and the work goes on."""
        time.sleep(self.chance.uniform(0, THINKS[1]))
        while time.perf_counter() < end:
            try:
                self._save(self.chance.choice(self.things))
            except (Refused, OSError, ValueError, http.client.HTTPException) as fault:
                self.diary.errors.append(f"{type(fault).__name__}: {fault}")
                self.connection.close()
        self.connection.close()
        return self.diary

    def _save(self, thing: Thing) -> None:
        self.written += 1
        token = f"[{self.number}.{self.written}]"
        name = self.chance.choice(thing.fields)
        form = self._opened(thing)
        form[thing.prefix + name] = f"What we agreed on Tuesday, with the figures of March. {token}"
        time.sleep(self.chance.uniform(*THINKS))
        for _ in range(TRIES):
            version = int(form.get(f"{thing.prefix}version") or 0)
            status, page = self._sent(thing, form)
            if status in (302, 303):
                self.diary.saves.append(Save(token, thing.kind, name, version))
                return
            self.diary.conflicts += 1
            form = _both(page, thing, name, form)
        raise Refused(f"{thing.sends} met others {TRIES} times")

    def _opened(self, thing: Thing) -> dict[str, str]:
        if not thing.opens:
            return dict(thing.with_it)
        started = time.perf_counter()
        status, page = self._asked("GET", thing.opens)
        self.diary.open_ms.append(1000 * (time.perf_counter() - started))
        if status != 200:
            raise Refused(f"{thing.opens} answered {status}")
        return form_with(page, f"{thing.prefix}version")

    def _sent(self, thing: Thing, form: dict[str, str]) -> tuple[int, str]:
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
        started = time.perf_counter()
        status, page = self._asked("POST", thing.sends, body)
        self.diary.save_ms.append(1000 * (time.perf_counter() - started))
        if status not in (302, 303, 409):
            raise Refused(f"{thing.sends} answered {status}")
        return status, page

    def _asked(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        self.connection.request(method, path, body, {**self.headers, **form})
        answer = self.connection.getresponse()
        told = answer.read()
        if "/login/" in answer.getheader("Location", ""):
            raise Refused(f"{path} asks for a sign-in")
        zipped = answer.getheader("Content-Encoding") == "gzip"
        return answer.status, (gzip.decompress(told) if zipped else told).decode()


def _both(page: str, thing: Thing, name: str, sent: dict[str, str]) -> dict[str, str]:
    """The form of a page that shows both texts, with both in it."""
    form = form_with(page, f"{thing.prefix}version")
    form[thing.prefix + name] = f"{written_by_the_other(page)} {sent[thing.prefix + name]}"[-1500:]
    return form
