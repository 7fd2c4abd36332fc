"""`goldenthread follow` and `goldenthread digest`: what new figures did to the plans, and telling it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from . import options
from .output import progress_bar


@click.command()
@options.store
def follow(store: Path | None) -> None:
    """Read every plan's success measures again from the figures in force.

    The site does so by itself when it starts and when a plan is opened. What was done before an interruption stays done.
    """
    from goldenthread.hub.config.serve import prepare_database

    if store is not None:
        os.environ["GOLDENTHREAD_STORE"] = str(store.resolve())
    prepare_database()
    from goldenthread.hub.evidence.interface import current_build
    from goldenthread.hub.plans.interface import follow_all

    build = current_build()
    if not build:
        click.echo("There are no figures yet, so there is nothing to read. Run `goldenthread build`.", err=True)
        raise click.exceptions.Exit(4)
    with progress_bar(True) as progress:
        found = follow_all(progress)
    if not found:
        click.echo(f"Every plan was last read from build {build} already.")
        return
    readings, notices = sum(each.readings for each in found), sum(each.notices for each in found)
    told = f"{_counted(readings, 'reading')} written, {_counted(notices, 'notice')} made"
    click.echo(f"Read {_counted(len(found), 'plan')} again from build {build}: {told}.")


@click.command()
def digest() -> None:
    """Send members the mail about what changed in their plans since the last one. To be run once a day.

    Whom the mail server could not reach is written to the next time.
    """
    from goldenthread.hub.config.serve import prepare_database

    prepare_database()
    from goldenthread.hub.plans.interface import send_digest

    sent = send_digest()
    if not sent.letters and not sent.failed:
        click.echo("There is nothing to tell, so no mail was sent.")
        return
    click.echo(f"Sent {_counted(sent.letters, 'mail')}.")
    if sent.failed:
        click.echo(
            f"{sent.failed:,} could not be sent ({sent.fault}). Look at the setting GOLDENTHREAD_MAIL and run "
            "`goldenthread digest` again: those who had their mail get no second one.",
            err=True,
        )
        raise click.exceptions.Exit(1)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
