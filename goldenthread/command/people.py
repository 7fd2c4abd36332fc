"""`goldenthread people`: what only whoever runs the site may do about its people."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goldenthread.hub.people.models import Organisation


@click.group()
def people() -> None:
    """Look after the people of the website."""


@people.command("add-administrator")
@click.argument("email")
@click.option("--organisation", default="london-regional-team", show_default=True, help="Its id, such as camden.")
@click.option("--name", default="", help="The person's name, as colleagues know them.")
@click.option("--mail", is_flag=True, help="Send the link to the address instead of printing it.")
def add_administrator(email: str, organisation: str, name: str, mail: bool) -> None:
    """Make EMAIL an administrator of an organisation, who can then invite everybody else.

    Somebody new gets a link to set a password. It works once, for three days; the command gives a new one.
    """
    from goldenthread.hub.config.serve import prepare_database

    prepare_database()
    from goldenthread.hub.people import letters
    from goldenthread.hub.people.actions.first import add_administrator as add
    from goldenthread.hub.people.actions.first import password_link

    _refuse_what_is_no_address(email)
    place = _organisation(organisation)
    person = add(email, place, name)
    click.echo(f"{person} is an administrator of {place.name}.")
    if person.has_usable_password():
        click.echo("They sign in as before.")
    elif mail:
        if not letters.password_link(person, place, password_link(person)):
            raise click.ClickException("The letter could not be sent. Leave --mail out to have the link printed.")
        click.echo(f"A link to set a password was sent to {person.email}.")
    else:
        click.echo(f"They set a password here, once, within three days:\n{password_link(person)}")
        click.echo("Where the site has another address, set GOLDENTHREAD_ADDRESS and call this again.")


def _refuse_what_is_no_address(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from goldenthread.hub.people.addresses import refuse_unreachable

    try:
        validate_email(email)
        refuse_unreachable(email)
    except ValidationError:
        raise click.BadParameter(f"'{email}' is not an e-mail address. Write one like name@example.org.") from None


def _organisation(slug: str) -> Organisation:
    from goldenthread.hub.people.models import Organisation

    found = Organisation.objects.filter(pk=slug).first()
    if found is None:
        ids = list(Organisation.objects.values_list("pk", flat=True))
        near = difflib.get_close_matches(slug, ids, n=3, cutoff=0.4)
        told = f" Did you mean {' or '.join(near)}?" if near else ""
        raise click.BadParameter(f"There is no organisation '{slug}'.{told}", param_hint="--organisation")
    return found
