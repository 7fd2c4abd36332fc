"""Pages drawn once for a build. A page is a function of its build and of what was asked, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpResponse

from goldenthread.warehouse import Store


def remembered(store: Store, asked: tuple[object, ...], draw: Callable[[], HttpResponse]) -> HttpResponse:
    """The page drawn before for the same build and question, else the one drawn now.

    `asked` is what was understood of the address, not the address itself, so that addresses made up
    by the thousand cannot fill the memory with copies of one page.
    """
    pages = caches["pages"]
    key = f"page:{store.build.id}:{':'.join(map(str, asked))}"
    content: bytes | None = pages.get(key)
    if content is None:
        content = draw().content
        pages.set(key, content)
    return HttpResponse(content)
