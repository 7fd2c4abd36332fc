"""Words for readers: the glossary of the website, and what people type when they search."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .dashboards import load_dashboards
from .load import Catalogue, DefinitionError, read_yaml
from .strict import Sentence, Slug, Strict, Text

ReferencePage = Literal["reference", "catalogue", "releases", "symbols", "amendments", "glossary", "quality", "data"]


class GlossaryEntry(Strict):
    """A word with its meaning in plain English and where to see it at work. `also`: what else it is called."""

    id: Slug
    word: Text
    also: tuple[Text, ...] = Field(strict=False, default=())
    meaning: Sentence
    indicators: tuple[Slug, ...] = Field(strict=False, default=())
    dashboards: tuple[Slug, ...] = Field(strict=False, default=())
    words: tuple[Slug, ...] = Field(strict=False, default=())
    pages: tuple[ReferencePage, ...] = Field(strict=False, default=())


class Glossary(Strict):
    """Every entry; each word is explained once."""

    id: Slug
    entries: tuple[GlossaryEntry, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Glossary:
        for names in ([entry.id for entry in self.entries], [entry.word.lower() for entry in self.entries]):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"explained twice: {', '.join(twice)}")
        return self


class Synonym(Strict):
    """`words`: what is typed, words or phrases; `means`: what is searched for as well."""

    words: tuple[Text, ...] = Field(strict=False, min_length=1)
    means: tuple[Text, ...] = Field(strict=False, min_length=1)


class HelpPage(Strict):
    """A page that explains rather than shows figures. `page`: the name of its address."""

    title: Text
    text: Sentence
    page: ReferencePage


class SearchWords(Strict):
    """What the search knows beside the definitions themselves.

    `ignored`: words that say nothing of what is sought. `area_names`: area code → further names.
    `start`: the dashboards to begin with in a borough. `examples`: searches to try.
    """

    id: Slug
    synonyms: tuple[Synonym, ...] = Field(strict=False)
    ignored: tuple[str, ...] = Field(strict=False)
    area_names: dict[str, Annotated[tuple[Text, ...], Field(strict=False)]]
    start: tuple[Slug, ...] = Field(strict=False, min_length=1)
    help: tuple[HelpPage, ...] = Field(strict=False)
    examples: tuple[Text, ...] = Field(strict=False, min_length=1)


class Names(Strict):
    """How texts speak of an indicator, by its id. '{value}' stands where the number is."""

    id: Slug
    names: dict[Slug, Annotated[tuple[Text, ...], Field(strict=False)]]


@dataclass(frozen=True, eq=False)
class Words:
    """The glossary by id, in order of the alphabet, what the search knows, and what indicators are called in texts."""

    glossary: dict[str, GlossaryEntry]
    search: SearchWords
    names: dict[str, tuple[str, ...]]


def load_words(catalogue: Catalogue) -> Words:
    """Loads and checks both files. Raises DefinitionError naming the word and what does not fit."""
    return _load(catalogue.folder / "words", catalogue)


@functools.lru_cache(maxsize=4)
def _load(folder: Path, catalogue: Catalogue) -> Words:
    glossary = read_yaml(folder / "glossary.yaml", Glossary)
    search = read_yaml(folder / "search.yaml", SearchWords)
    names = read_yaml(folder / "names.yaml", Names).names
    faults = [*_unknown_names(glossary, catalogue), *_unknown_places(search, catalogue)]
    faults += [f"names.yaml: there is no indicator '{name}'" for name in names if name not in catalogue.indicators]
    if faults:
        raise DefinitionError("The words do not fit the other definitions:\n  " + "\n  ".join(faults))
    ordered = sorted(glossary.entries, key=lambda entry: (entry.word[0].isdigit(), entry.word.lower()))
    return Words({entry.id: entry for entry in ordered}, search, names)


def _unknown_names(glossary: Glossary, catalogue: Catalogue) -> Iterator[str]:
    pages, words = load_dashboards(catalogue).pages, {entry.id for entry in glossary.entries}
    for entry in glossary.entries:
        named = (
            ("indicator", entry.indicators, catalogue.indicators),
            ("dashboard", entry.dashboards, pages),
            ("word", entry.words, words - {entry.id}),
        )
        for kind, names, known in named:
            yield from (
                f"glossary.yaml: {entry.id}: there is no {kind} '{name}'" for name in names if name not in known
            )


def _unknown_places(search: SearchWords, catalogue: Catalogue) -> Iterator[str]:
    pages = load_dashboards(catalogue).pages
    yield from (f"search.yaml: start: there is no dashboard '{name}'" for name in search.start if name not in pages)
    unknown = (code for code in search.area_names if code not in catalogue.areas)
    yield from (f"search.yaml: area_names: unknown area '{code}'" for code in unknown)
