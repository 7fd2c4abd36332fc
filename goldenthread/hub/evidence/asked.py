"""What an address may ask by name: nothing that is misspelt goes unseen, and nothing is asked in two ways at once."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, QueryDict

from goldenthread.hub.ui.interface import wording

from . import forms

OF_A_FIGURE = ("breakdown", "figures", "build")
OF_A_BOROUGH = ("compare", "place", "period", *OF_A_FIGURE)
OF_A_VIEW = ("area", *OF_A_BOROUGH)
KNOWN = (*OF_A_VIEW, "indicator")
ONCE = tuple(name for name in KNOWN if name != "place")
NEAR = 0.75
Answer = Callable[..., HttpResponseBase]


def heeded(view: Answer) -> Answer:
    """A page that ignores names it does not know, such as those that other sites add, but tells of a near miss."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *path: Any, **named: Any) -> HttpResponseBase:
        for name in sorted(set(request.GET) - set(KNOWN)):
            meant = difflib.get_close_matches(name[:60].lower().removesuffix("[]"), KNOWN, n=1, cutoff=NEAR)
            if meant:
                raise BadRequest(f"There is no choice '{name}'. Did you mean {meant[0]}?")
        refuse_repeated(request.GET, ONCE)
        return view(request, *path, **named)

    return checked


def only(*known: str) -> Callable[[Answer], Answer]:
    """A file refuses every other name, as the API does: nobody would see that it was ignored."""

    def refusing(view: Answer) -> Answer:
        @functools.wraps(view)
        def checked(request: HttpRequest, *path: Any, **named: Any) -> HttpResponseBase:
            unknown = sorted(set(request.GET) - set(known) - {""})
            if unknown:
                raise BadRequest(f"{forms.near('choice', unknown[0], known)} There are here: {wording.listed(list(known))}.")  # fmt: skip
            refuse_repeated(request.GET, ONCE)
            return view(request, *path, **named)

        return checked

    return refusing


def refuse_repeated(query: QueryDict, once: Iterable[str]) -> None:
    """BadRequest where one of the names that can be said once is said twice and differently."""
    for name in once:
        said = list(dict.fromkeys(query.getlist(name)))
        if len(said) > 1:
            told = wording.listed([f"'{text[:40]}'" for text in said[:3]])
            raise BadRequest(f"The address says '{name}' more than once, and differently: {told}. Keep one of them.")
