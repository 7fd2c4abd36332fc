"""Middleware by which what is sent is taken in before it is answered, so that who sends slowly keeps nobody waiting."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from goldenthread.hub.evidence.interface import asker

from .request_size import length_of

Answer = Callable[[HttpRequest], HttpResponse]
AT_ONCE = 3  # requests that a worker answers at once: more of them, and each takes longer
COMING_IN = 48  # requests beside them whose forms and files are still on their way
OF_ONE_ADDRESS = 12
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BUSY = (
    "Several things are being sent from where you are at this moment, and one more could not be taken in. Nothing was "
    "changed. Go back, wait a few seconds and send it again."
)


class take_turns:  # noqa: N801 - middleware is named like a function, whichever it is
    """Answers 503 where as much is on its way already as one address, or all of them, may send at once."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.turns = threading.Semaphore(AT_ONCE)
        self.coming, self.lock = Counter[str](), threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_sent(request):
            with self._place(asker(request)) as is_free:
                if not is_free:
                    page = render(request, "413.html", {"message": BUSY}, status=503)
                    page["Retry-After"] = "5"
                    return page
                _take_in(request)
        with self.turns:
            return self.answer(request)

    @contextlib.contextmanager
    def _place(self, who: str) -> Iterator[bool]:
        """A place for what somebody sends, as long as it comes in; whether there was one."""
        with self.lock:
            # Never all of them: whoever only reads is answered however much is on its way.
            is_free = self.coming[who] < OF_ONE_ADDRESS and self.coming.total() < COMING_IN
            self.coming[who] += is_free
        try:
            yield is_free
        finally:
            with self.lock:
                self.coming[who] -= is_free
                if not self.coming[who]:
                    del self.coming[who]


def _is_sent(request: HttpRequest) -> bool:
    """Whether something comes that will be read: what is too large or says no length is refused unread later."""
    length = length_of(request) or 0
    return 0 < length <= settings.REQUEST_MOST_BYTES and not request.META.get("HTTP_TRANSFER_ENCODING")


def _take_in(request: HttpRequest) -> None:
    """Reads all of it. What is wrong with it is told by whoever asks for it next, as ever."""
    with contextlib.suppress(UnreadablePostError):
        if request.content_type in FORMS:
            _ = request.POST
        else:
            with contextlib.suppress(RequestDataTooBig):
                _ = request.body
