"""Writes docs/reference/ from the definitions and the command itself, or says that it is out of date.

`python -m goldenthread.docs` writes; `--check` exits 1 when a page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from goldenthread.cli import COMMANDS
from goldenthread.docs_api import api_reference
from goldenthread.docs_people import permissions_reference
from goldenthread.docs_plans import frameworks_reference
from goldenthread.docs_states import states_reference
from goldenthread.warehouse.answers import STATUS_MEANING
from goldenthread.warehouse.definitions import Catalogue, load_catalogue
from goldenthread.warehouse.definitions.crosscheck import measures_of
from goldenthread.warehouse.definitions.dashboards import Dashboard, load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator, Part
from goldenthread.warehouse.definitions.sources import Source
from goldenthread.warehouse.rows import CELL_ROLES, FLAT_COLUMNS, MORE_COLUMNS, PANEL_COLUMNS

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by `python -m goldenthread.docs`; edit the definitions, not this page. -->"
DIRECTION = {"higher-is-better": "Higher is better", "lower-is-better": "Lower is better", "neither": "Neither"}


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    catalogue = load_catalogue()
    made = {
        "indicators.md": _indicators(catalogue),
        "sources.md": _sources(catalogue),
        "amendments.md": _amendments(catalogue),
        "dashboards.md": _dashboards(catalogue),
        "frameworks.md": frameworks_reference(catalogue),
        "plan-states.md": states_reference(),
        "permissions.md": permissions_reference(),
        "symbols.md": _symbols(),
        "columns.md": _columns(),
        "command.md": _command(),
        "api.md": api_reference(),
    }
    return {name: "\n".join((MADE, "", *lines)).rstrip() + "\n" for name, lines in made.items()}


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    yield from ("# Indicators", "", f"{len(catalogue.indicators):,} indicators, by theme. Ids are permanent.", "")
    themes = sorted({indicator.theme for indicator in catalogue.indicators.values()})
    for theme in themes:
        yield from (f"## {theme.replace('-', ' ').capitalize()}", "")
        for indicator in sorted(catalogue.indicators.values(), key=lambda each: each.id):
            if indicator.theme == theme:
                yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Iterator[str]:
    yield from (
        f"### {indicator.title}",
        "",
        f"`{indicator.id}`" + (f" · {indicator.code}" if indicator.code else ""),
        "",
    )
    yield from (indicator.question, "", f"{indicator.definition} {indicator.why_it_matters}", "")
    yield f"- Unit: {indicator.unit.replace('-', ' ')}, {indicator.decimals} decimal places"
    yield f"- {DIRECTION[indicator.direction]}. {indicator.direction_note}"
    for role in ("value", "minus", "numerator", "denominator"):
        part: Part | None = getattr(indicator, role)
        if part is not None:
            fixed = "".join(f", {topic} {item}" for topic, item in part.breakdown.items())
            yield f"- {role.capitalize()}: `{part.measure}`{fixed}"
    if indicator.breakdowns:
        yield "- Breakdowns: " + "; ".join(" × ".join(topics) for topics in indicator.breakdowns)
    if indicator.small_denominator:
        yield f"- Small numbers: below {indicator.small_denominator.minimum:,}. {indicator.small_denominator.reason}"
    for each in indicator.breaks:
        yield f"- Break from {each.period}: {each.reason}"
    for caveat in indicator.caveats:
        yield f"- {caveat}"
    yield f"- Owner: {indicator.owner_role}; checked by: {indicator.checker_role}; review by {long_date(indicator.review_date.isoformat())}"
    yield ""


def _sources(catalogue: Catalogue) -> Iterator[str]:
    yield from (
        "# Sources",
        "",
        f"{len(catalogue.sources):,} datasets of {len(catalogue.publications):,} publications.",
        "",
    )
    for publication in catalogue.publications.values():
        yield from (f"## {publication.title}", "", f"{publication.publisher}, {publication.page}", "")
        yield from (
            f"Licence: {publication.licence}. {publication.cadence}; next expected: {publication.next_expected}.",
            "",
        )
        for source in (each for each in catalogue.sources.values() if each.publication == publication.id):
            yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    yield from (f"### {source.title}", "", f"`{source.id}` · {source.standing}", "", source.description, "")
    if source.provenance:
        yield f"- Provenance: {source.provenance}"
    for file in source.files:
        yield f"- {file.release}: `{file.path}`"
    for exception in source.exceptions:
        yield f"- Declared exception ({exception.check.replace('-', ' ')}): {exception.reason}"
    yield ""


def _dashboards(catalogue: Catalogue) -> Iterator[str]:
    known = load_dashboards(catalogue)
    numbered = sum(page.number is not None for page in known.pages.values())
    yield from (
        "# Dashboards",
        "",
        f"{len(known.pages)} pages; {numbered} have a number in the alliance's navigation. The others of its list are "
        "pages of their own: 1 the headlines, 25 the page of a borough, 34 the data reference.",
        "",
    )
    for group in known.groups:
        yield from (f"## {group.title}", "", group.about, "")
        for page in known.of_group(group.id):
            yield from _dashboard(catalogue, page)


def _dashboard(catalogue: Catalogue, page: Dashboard) -> Iterator[str]:
    shown = list(dict.fromkeys(name for panel in page.panels for name in panel.indicators))
    topics = {topic for panel in page.panels for topic in (panel.topic, *panel.breakdown) if topic}
    measures = measures_of(catalogue)
    parts = [
        getattr(catalogue.indicators[i], role) for i in shown for role in ("value", "minus", "numerator", "denominator")
    ]
    sources = {source for part in parts if part for source in measures[part.measure]}
    titles = {catalogue.publications[catalogue.sources[source].publication].title for source in sources}
    yield from (f"### {page.title}", "", f"`{page.id}`" + (f" · number {page.number}" if page.number else ""), "", page.question, "")  # fmt: skip
    if shown:
        yield f"- Indicators: {', '.join(f'`{name}`' for name in shown)}"
    if topics:
        yield f"- Breakdowns: {', '.join(catalogue.vocabularies[topic].title.lower() for topic in sorted(topics))}"
    if titles:
        yield f"- Sources: {'; '.join(sorted(titles))}"
    for missing in page.missing:
        yield f"- Not here: {missing.what}"
    yield ""


def _amendments(catalogue: Catalogue) -> Iterator[str]:
    yield from (
        "# Amendments ledger",
        "",
        "Figures that a person corrected. Both figures are shown wherever either is.",
        "",
    )
    for each in catalogue.amendments.values():
        yield from (
            f"## {each.title}",
            "",
            f"Published {each.published_value:,.0f}; "
            + ("withheld." if each.used_value is None else f"used {each.used_value:,.0f}."),
            "",
        )
        yield from (f"{each.reason} {each.evidence}", "", f"{each.not_recomputed_reason}", "")
        yield f"Decided by {each.decided_by}; approved by {' and '.join(each.approved_by)}; {long_date(each.decided_date.isoformat())}."
        yield ""


def _symbols() -> Iterator[str]:
    yield from (
        "# Symbols",
        "",
        "A figure is a number or a stated absence, never a blank and never a stand-in zero.",
        "",
    )
    yield from ("| Status | Meaning |", "|---|---|")
    yield from (f"| `{status}` | {meaning} |" for status, meaning in STATUS_MEANING.items())


def _columns() -> Iterator[str]:
    yield from ("# Columns of a table of figures", "")
    yield from (
        "The files of figures that the website gives (CSV, Excel, OpenDocument, JSON and Parquet) have these columns, "
        "one row a figure. Whole numbers have no decimals in CSV.",
        "",
    )
    yield from ("| Column | What it holds |", "|---|---|")
    yield from (f"| `{name}` | {meaning} |" for name, meaning in (FLAT_COLUMNS | MORE_COLUMNS).items())
    roles = ", ".join(f"`{role}`" for role in CELL_ROLES)
    yield from (
        "",
        "Then, for each role that a figure of the file has a source cell for, three columns say where that cell stands: "
        "`numerator_file`, `numerator_row`, `numerator_column`.",
        f"The roles are {roles}; `previous` is the year before, which growth is measured from, and `minus` what is taken away.",
    )
    panel = " and ".join(f"`{name}` ({meaning})" for name, meaning in PANEL_COLUMNS.items())
    yield from ("", f"The files of a dashboard begin with {panel}; workbooks have a sheet for each chart instead.")
    yield from (
        "",
        "`warehouse.frame` gives the first of these columns, up to `source_column`, and `coverage_present` and `coverage_expected` as numbers. "
        "`goldenthread query --json` gives the places of the cells under `source`.",
    )


def _command() -> Iterator[str]:
    yield from (
        "# The `goldenthread` command",
        "",
        "Exit codes: 0 done · 1 the figures or files are at fault · 2 the call is wrong ·",
    )
    yield from ("3 the store is busy · 4 there are no figures yet · 130 stopped by hand.", "")
    for name, command in _commands():
        context = click.Context(command, info_name=f"goldenthread {name}", max_content_width=100, terminal_width=100)
        yield from (f"## {name}", "", "```text", *command.get_help(context).splitlines(), "```", "")


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those of a group after it."""
    for command in sorted(COMMANDS, key=lambda each: each.name or ""):
        yield command.name or "", command
        if isinstance(command, click.Group):
            yield from ((f"{command.name} {name}", each) for name, each in sorted(command.commands.items()))


def long_date(iso: str) -> str:
    """'2026-03-03' as '3 March 2026'."""
    import datetime as dt

    date = dt.date.fromisoformat(iso)
    return f"{date.day} {date:%B %Y}"


def main(arguments: list[str]) -> int:
    """Writes the pages, or with --check only says which are not current."""
    stale = [name for name, text in pages().items() if not _is_current(name, text)]
    if "--check" in arguments:
        for name in stale:
            click.echo(f"docs/reference/{name} is not current: run `python -m goldenthread.docs`", err=True)
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


def _is_current(name: str, text: str) -> bool:
    path = REFERENCE / name
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
