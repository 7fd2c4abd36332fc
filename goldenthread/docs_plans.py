"""Writes the reference of what partnerships judge themselves by, from its definitions."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.frameworks import Framework, Shown, Statement, load_frameworks


def frameworks_reference(catalogue: Catalogue) -> Iterator[str]:
    """Every version of every maturity framework, pillar by pillar."""
    yield from ("# Maturity frameworks", "", "Ids are permanent; a new version says what becomes of older answers.", "")
    for framework in load_frameworks(catalogue).values():
        yield from _framework(framework)


def _framework(framework: Framework) -> Iterator[str]:
    yield from (f"## {framework.title}, version {framework.version}", "", f"`{framework.id}`", "")
    yield from (framework.about, "", framework.source, "")
    yield from (f"{each.level}. {each.title}: {each.meaning}" for each in framework.levels)
    yield from (
        "",
        f"A pillar's headline is the highest level at which {framework.met_percent}% of its statements are met; one that "
        "is not judged is not met.",
        "",
    )
    for upgrade in framework.upgrades:
        yield f"From version {upgrade.from_version}:"
        yield from (
            f"- `{each.old}`: "
            + (f"goes to `{each.to}`. " if each.to else "is not carried over. ")
            + (each.reason or "")
            for each in upgrade.carried
        )
        yield ""
    for pillar in framework.pillars:
        yield from (f"### {pillar.title}", "", f"`{pillar.id}`", "", pillar.about, "")
        yield f"- National pillar: {pillar.national or 'left to fill'}"
        yield from (f"- Figures: {_figures(pillar.indicators)}", "") if pillar.indicators else ("",)
        for statement in pillar.statements:
            yield from _statement(framework, statement)


def _statement(framework: Framework, statement: Statement) -> Iterator[str]:
    yield from (f"**{statement.title}** `{statement.id}`", "")
    yield from (f"- {level.title}: {text}" for level, text in zip(framework.levels, statement.levels, strict=True))
    if statement.indicators:
        yield f"- Figures: {_figures(statement.indicators)}"
    yield ""


def _figures(shown: tuple[Shown, ...]) -> str:
    return ", ".join(
        f"`{each.indicator}`"
        + (f" ({each.key})" if each.breakdown else "")
        + (" as an outcome" if each.outcome else "")
        for each in shown
    )
