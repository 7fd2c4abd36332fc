"""The words of a borough's page that its reader may not know, with where the glossary explains them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.urls import reverse

from goldenthread.hub.evidence.landscape import Measured
from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.words import GlossaryEntry, load_words

ALWAYS = ("not-judged",)


def explained(catalogue: Catalogue, headlines: Iterable[Measured]) -> list[tuple[str, str]]:
    """Each word of the glossary that stands in the name of a headline, as it stands there, with its address."""
    names = "\n".join(name for each in headlines for name in (each.label, each.indicator.title))
    found = ((_as_it_stands(entry, names), entry.id) for entry in load_words(catalogue).glossary.values())
    return [(word, f"{reverse('glossary')}#{name}") for word, name in found if word]


def _as_it_stands(entry: GlossaryEntry, names: str) -> str:
    if entry.id in ALWAYS:
        return entry.word
    return next((word for word in (entry.word, *entry.also) if re.search(rf"\b{re.escape(word)}\b", names)), "")
