"""The `goldenthread` command. Exit codes: 0 done, 1 the figures or files are at fault, 2 the call is wrong,
3 the store is busy, 4 there are no figures yet."""

from __future__ import annotations

import sys

import click

from . import __version__
from .command import build, changes, check, fetch, follow, headline, indicators, pack, people, query, serve
from .command.output import explain

COMMANDS = (build.build, fetch.fetch, check.check, query.query, headline.headline, indicators.indicators,
            changes.changes, pack.pack, serve.serve, people.people, follow.follow,
            follow.digest)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="goldenthread")
def commands() -> None:
    """Golden Thread: published figures in, trusted figures out, and a website over them.

    Start with `goldenthread build` (loads the shipped figures) and `goldenthread serve`.
    """


for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Runs the command; a fault becomes one plain message and an exit code, never a traceback."""
    try:
        code = commands.main(standalone_mode=False)  # a command that ends with a code of its own returns it
        if isinstance(code, int):
            sys.exit(code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. The figures in force are as they were.", err=True)
        sys.exit(130)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except Exception as fault:
        code = explain(fault)
        if code is None:
            raise
        sys.exit(code)


if __name__ == "__main__":
    main()
