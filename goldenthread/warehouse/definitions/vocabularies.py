"""Vocabularies: the items a breakdown may have, and every published spelling of each."""

from __future__ import annotations

import functools

from pydantic import Field, model_validator

from .strict import Slug, Strict, Text


class Item(Strict):
    """One item: `id` is permanent, `label` is what a reader sees, `published` the spellings in files."""

    id: Slug
    label: Text
    published: tuple[str, ...] = Field(strict=False, default=())
    group: Slug | None = None


class Vocabulary(Strict):
    """A topic (age, sex, need, placement …) with its items in reading order.

    Matching a published label is case-insensitive and ignores repeated or outer spaces;
    a label that matches no item stops the load.
    """

    id: Slug
    title: Text
    note: Text | None = None
    groups: dict[Slug, Text] = Field(default_factory=dict)
    items: tuple[Item, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _one_item_per_spelling(self) -> Vocabulary:
        seen: dict[str, str] = {}
        ids = [item.id for item in self.items]
        if len(ids) != len(set(ids)):
            raise ValueError(f"vocabulary {self.id} repeats an item id")
        for item in self.items:
            if item.group is not None and item.group not in self.groups:
                raise ValueError(f"{self.id}: item {item.id} names unknown group {item.group}")
            for spelling in (item.id, *item.published):
                key = fold(spelling)
                if seen.setdefault(key, item.id) != item.id:
                    raise ValueError(f"{self.id}: '{spelling}' belongs to both {seen[key]} and {item.id}")
        return self

    @functools.cached_property
    def spellings(self) -> dict[str, str]:
        """Folded published spelling → item id."""
        return {fold(s): item.id for item in self.items for s in (item.id, *item.published)}


def fold(label: str) -> str:
    """The form in which published labels are compared: lower case, single spaces."""
    return " ".join(label.lower().split())
