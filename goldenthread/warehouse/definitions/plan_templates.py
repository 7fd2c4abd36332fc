"""Templates of a reform plan: its sections with questions and indicators, its numbered tables, who signs. Versioned."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from .frameworks import Shown, check_shown, load_frameworks
from .load import Catalogue, DefinitionError, read_yaml, yaml_files
from .strict import Sentence, Slug, Strict, Text


class Question(Strict):
    """An insight question. `text` may hold figures: '{value:ehc-plans}' is the borough's figure of an indicator."""

    id: Slug
    text: Text


class Section(Strict):
    """A section of the plan. `pillars`: of the framework, by id. `missing`: indicators it should have and we have not.

    `statements`: of the framework, whose gaps are answered here; one that no section names goes where its pillar is first.
    """

    id: Slug
    number: int = Field(ge=1)
    title: Text
    about: Sentence
    pillars: tuple[Slug, ...] = Field(strict=False, default=())
    statements: tuple[Slug, ...] = Field(strict=False, default=())
    indicators: tuple[Shown, ...] = Field(strict=False, default=())
    missing: tuple[Sentence, ...] = Field(strict=False, default=())
    questions: tuple[Question, ...] = Field(strict=False, min_length=1)
    tables: tuple[Slug, ...] = Field(strict=False, default=())
    theme: str = ""  # what its priorities most likely are about; '' for nothing in particular


class TableFigure(Shown):
    """A published figure that a row starts from. `part`: its value, or the count behind it; `take_away`: subtracted."""

    part: Literal["value", "numerator"] = "value"
    take_away: bool = False


class TableRow(Strict):
    """A row of a table. `from_figures` add up to its published start; `note` says what it counts and what it cannot."""

    id: Slug
    title: Text
    from_figures: tuple[TableFigure, ...] = Field(strict=False, default=())
    note: Sentence | None = None


class PlanTable(Strict):
    """A numbered table: fixed rows by years.

    `start_years` stand before the plan's own years, for the newest published figures. `year_offset`: the published
    period of year n's column is n plus this. `parts_of_total`: the rows add up to the table's total; `same_total_as`:
    another table whose total must be the same; `part_of`: the table of whose rows this one's rows are cuts; `at_most`: the
    table whose rows this one's rows never exceed, each by itself.
    """

    id: Slug
    number: Text
    title: Text
    unit: Text
    about: Sentence
    rows: tuple[TableRow, ...] = Field(strict=False, min_length=1)
    years: tuple[int, ...] = Field(strict=False, min_length=1)
    start_years: tuple[int, ...] = Field(strict=False, default=())
    year_offset: int = 0
    decimals: int = Field(default=0, ge=0, le=2)
    parts_of_total: bool = True
    same_total_as: Slug | None = None
    part_of: Slug | None = None
    at_most: Slug | None = None


class SignOff(Strict):
    """A signature the plan needs before it is submitted: from which kind of organisation and role."""

    id: Slug
    title: Text
    organisation: Literal["authority", "icb", "forum"]
    role: Literal["approver", "finance"]


class Option(Strict):
    """An item to choose from: a funding source, a theme, a risk."""

    id: Slug
    title: Text


class Theme(Option):
    """What a priority is about. `of`: themes of indicators, whose priorities are about this whatever their section."""

    of: tuple[Slug, ...] = Field(strict=False, default=())


class PlanTemplate(Strict):
    """A template at one version."""

    id: Slug
    version: Text
    title: Text
    about: Sentence
    source: Sentence
    framework: Slug
    framework_version: Text
    sections: tuple[Section, ...] = Field(strict=False, min_length=1)
    tables: tuple[PlanTable, ...] = Field(strict=False, default=())
    sign_offs: tuple[SignOff, ...] = Field(strict=False, min_length=1)
    funding_sources: tuple[Option, ...] = Field(strict=False, min_length=1)
    themes: tuple[Theme, ...] = Field(strict=False, min_length=1)

    @property
    def key(self) -> tuple[str, str]:
        """Id and version."""
        return self.id, self.version

    def section(self, section_id: str) -> Section | None:
        """A section by id."""
        return next((each for each in self.sections if each.id == section_id), None)

    def table(self, table_id: str) -> PlanTable | None:
        """A table by id."""
        return next((each for each in self.tables if each.id == table_id), None)

    def theme_of(self, section: Section, indicator_themes: Iterable[str]) -> str:
        """The one theme that these themes of indicators belong to, else that of the section."""
        found = {each.id for each in self.themes if not set(each.of).isdisjoint(indicator_themes)}
        return found.pop() if len(found) == 1 else section.theme

    def section_of_gap(self, statement: str, pillar: str) -> Section:
        """Where a gap of a statement is answered: the section that names it, else the first with its pillar."""
        named = [each for each in self.sections if statement in each.statements]
        return next(iter([*named, *(each for each in self.sections if pillar in each.pillars)]), self.sections[0])

    @model_validator(mode="after")
    def _once(self) -> PlanTemplate:
        for what in (self.sections, self.tables, self.sign_offs, self.funding_sources, self.themes):
            ids = [each.id for each in what]
            twice = sorted({name for name in ids if ids.count(name) > 1})
            if twice:
                raise ValueError(f"named twice: {', '.join(twice)}")
        questions = [q.id for s in self.sections for q in s.questions]
        if len(questions) != len(set(questions)):
            raise ValueError("a question's id is used twice")
        statements = [name for s in self.sections for name in s.statements]
        if len(statements) != len(set(statements)):
            raise ValueError("a statement is named by two sections")
        known = {each.id for each in self.tables}
        lost = [t for s in self.sections for t in s.tables if t not in known]
        if lost:
            raise ValueError(f"there is no table {', '.join(lost)}")
        themes = {"", *(each.id for each in self.themes)}
        strange = [s.theme for s in self.sections if s.theme not in themes]
        if strange:
            raise ValueError(f"there is no theme {', '.join(strange)}")
        return self


def load_plan_templates(catalogue: Catalogue) -> dict[tuple[str, str], PlanTemplate]:
    """Every version of every template by (id, version). Raises DefinitionError naming what does not fit."""
    return _load(catalogue.folder / "plan", catalogue)


@functools.lru_cache(maxsize=4)
def _load(folder: Path, catalogue: Catalogue) -> dict[tuple[str, str], PlanTemplate]:
    frameworks = load_frameworks(catalogue)
    found: dict[tuple[str, str], PlanTemplate] = {}
    for path in yaml_files(folder):
        template = read_yaml(path, PlanTemplate)
        if path.stem != f"{template.id}-{template.version}":
            raise DefinitionError(f"{path.name}: the file's name must be '{template.id}-{template.version}.yaml'")
        framework = frameworks.get((template.framework, template.framework_version))
        if framework is None:
            raise DefinitionError(
                f"{path.name}: there is no framework {template.framework} {template.framework_version}"
            )
        pillars = {each.id for each in framework.pillars}
        for section in template.sections:
            lost = [pillar for pillar in section.pillars if pillar not in pillars]
            if lost:
                raise DefinitionError(f"{path.name}: {section.id}: the framework has no pillar '{lost[0]}'")
            strange = [name for name in section.statements if name not in framework.statements]
            if strange:
                raise DefinitionError(f"{path.name}: {section.id}: the framework has no statement '{strange[0]}'")
        measured = {each.theme for each in catalogue.indicators.values()}
        unknown = sorted({of for theme in template.themes for of in theme.of} - measured)
        if unknown:
            raise DefinitionError(f"{path.name}: no indicator has the theme '{unknown[0]}'")
        for shown in _shown(template):
            check_shown(catalogue, shown, path.name)
        found[template.key] = template
    return found


def _shown(template: PlanTemplate) -> list[Shown]:
    of_sections = [shown for section in template.sections for shown in section.indicators]
    return of_sections + [s for table in template.tables for row in table.rows for s in row.from_figures]
