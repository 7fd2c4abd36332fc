"""Dashboard pages: which question a page answers, and with which figures. A page is a file; one renderer draws all."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .load import Catalogue, DefinitionError, by_id, read_yaml, yaml_files
from .strict import Sentence, Slug, Strict, Text

# boroughs: the chosen places of one indicator, ranked, with London and England
# over-time: one indicator over the years for the chosen borough, London and England
# items: one indicator for each item of a topic, for the chosen borough, London and England
# parts: what a whole is made of, one full-width bar a place: items of a topic, or several indicators
# heat-map: places × items of a topic
# several: several indicators of the same unit beside each other, for the chosen borough, London and England
# over-time-items: items of a topic over the years, for the chosen borough or London
PanelKind = Literal["boroughs", "over-time", "items", "parts", "heat-map", "several", "over-time-items"]
OF_A_TOPIC = ("items", "heat-map", "over-time-items")


class Panel(Strict):
    """One chart with the table behind it.

    `indicators`: one, but for `several` and `parts`, which may have more. `topic`: whose items are shown.
    `breakdown`: items held fixed. `only`: the items to show, in this order; all when left out.
    """

    kind: PanelKind
    indicators: tuple[Slug, ...] = Field(strict=False, min_length=1)
    title: Text | None = None
    topic: Slug | None = None
    breakdown: dict[Slug, Slug] = Field(default_factory=dict)
    only: tuple[Slug, ...] = Field(strict=False, default=())
    note: Sentence | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Panel:
        if self.kind in OF_A_TOPIC and self.topic is None:
            raise ValueError(f"a panel of kind {self.kind} needs the topic whose items it shows")
        if self.kind not in ("several", "parts") and len(self.indicators) > 1:
            raise ValueError(f"a panel of kind {self.kind} shows one indicator")
        if self.kind == "parts" and (self.topic is None) == (len(self.indicators) == 1):
            raise ValueError("parts are the items of a topic, or several indicators")
        if self.only and self.topic is None:
            raise ValueError("'only' names items of a topic")
        return self


class Missing(Strict):
    """What a page should show and cannot, because nobody has loaded it; and how to bring it.

    `means`: what follows for a reader, who cannot bring it; required where `how_to_load` is for whoever runs the site.
    """

    what: Sentence
    how_to_load: Sentence
    means: Sentence | None = None

    @model_validator(mode="after")
    def _for_readers(self) -> Missing:
        if self.means is None and any(sign in self.how_to_load for sign in ("docs/", "goldenthread ")):
            raise ValueError("'how_to_load' names a document or a command: say in 'means' what a reader must know")
        return self

    @property
    def advice(self) -> str:
        """What a page says beside `what`."""
        return self.means or self.how_to_load


class Dashboard(Strict):
    """One page. `number`: its place in the alliance's navigation (None for a further page)."""

    id: Slug
    number: int | None = None
    title: Text
    short_title: Text
    group: Slug
    question: Sentence
    about: Sentence
    panels: tuple[Panel, ...] = Field(strict=False, default=())
    notes: tuple[Sentence, ...] = Field(strict=False, default=())
    missing: tuple[Missing, ...] = Field(strict=False, default=())

    @model_validator(mode="after")
    def _says_something(self) -> Dashboard:
        if not self.panels and not self.missing:
            raise ValueError(f"{self.id}: a page shows figures or says what is missing")
        return self


class DashboardGroup(Strict):
    """A heading of the navigation. `front_page`: those of its pages that the front page of the site leads to."""

    id: Slug
    title: Text
    about: Sentence
    front_page: tuple[Slug, ...] = Field(strict=False, default=())


class DashboardGroups(Strict):
    """The headings of the navigation, in order."""

    id: Slug
    groups: Annotated[tuple[DashboardGroup, ...], Field(strict=False, min_length=1)]


@dataclass(frozen=True, eq=False)
class Dashboards:
    """Every page by id, in the order of the navigation, and the navigation's headings."""

    pages: Mapping[str, Dashboard]
    groups: tuple[DashboardGroup, ...]

    def of_group(self, group: str) -> tuple[Dashboard, ...]:
        """The pages under one heading, in order."""
        return tuple(page for page in self.pages.values() if page.group == group)


def load_dashboards(catalogue: Catalogue) -> Dashboards:
    """Loads and checks every page. Raises DefinitionError naming the page and what does not fit."""
    return _load(catalogue.folder / "dashboards", catalogue)


@functools.lru_cache(maxsize=4)
def _load(folder: Path, catalogue: Catalogue) -> Dashboards:
    groups = read_yaml(folder / "groups.yaml", DashboardGroups).groups
    pages = by_id((path for path in yaml_files(folder) if path.name != "groups.yaml"), Dashboard)
    order = {group.id: place for place, group in enumerate(groups)}
    faults = [
        *_same_numbers(pages.values()),
        *_not_of_group(groups, pages),
        *(f for page in pages.values() for f in _faults(page, order, catalogue)),
    ]
    if faults:
        raise DefinitionError("The dashboards do not fit the other definitions:\n  " + "\n  ".join(faults))
    in_order = sorted(pages.values(), key=lambda page: (order[page.group], page.number or 1000, page.id))
    return Dashboards({page.id: page for page in in_order}, groups)


def _same_numbers(pages: Iterable[Dashboard]) -> Iterator[str]:
    first: dict[int, str] = {}
    for page in pages:
        if page.number is not None and first.setdefault(page.number, page.id) != page.id:
            yield f"{page.id}.yaml: number: {page.number} is the number of {first[page.number]} already"


def _not_of_group(groups: Iterable[DashboardGroup], pages: Mapping[str, Dashboard]) -> Iterator[str]:
    for group in groups:
        for name in group.front_page:
            if name not in pages or pages[name].group != group.id:
                yield f"groups.yaml: {group.id}: front_page: '{name}' is no page of this group"


def _faults(page: Dashboard, groups: Mapping[str, int], catalogue: Catalogue) -> Iterator[str]:
    if page.group not in groups:
        yield f"{page.id}.yaml: group: there is no group '{page.group}'"
    for place, panel in enumerate(page.panels):
        yield from (f"{page.id}.yaml: panels.{place}.{fault}" for fault in _faults_of(panel, catalogue))


def _faults_of(panel: Panel, catalogue: Catalogue) -> Iterator[str]:
    """Each fault after the name of its field."""
    topics = {*panel.breakdown, *((panel.topic,) if panel.topic else ())}
    for name in panel.indicators:
        if name not in catalogue.indicators:
            yield f"indicators: there is no indicator '{name}'"
        elif topics and topics not in [set(one) for one in catalogue.indicators[name].breakdowns]:
            yield f"{'topic' if panel.topic else 'breakdown'}: {name} has no breakdown by {' and '.join(sorted(topics))}"
    items = [("breakdown", *pair) for pair in panel.breakdown.items()]
    for field, topic, item in [*items, *(("only", panel.topic or "", item) for item in panel.only)]:
        known = catalogue.vocabularies.get(topic)
        if known is None or item not in {each.id for each in known.items}:
            yield f"{field}: there is no item '{item}' in vocabulary '{topic}'"
    units = {catalogue.indicators[name].unit for name in panel.indicators if name in catalogue.indicators}
    if len(units) > 1:
        yield f"indicators: different units beside each other: {', '.join(sorted(units))}"
