"""Letters by e-mail: short, in plain words, with the site's own address."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Application, Invitation, Membership, Organisation, Person
from .organisations import REGION

logger = logging.getLogger(__name__)


def invitation(invited: Invitation, secret: str, inviter: str) -> bool:
    """The letter with the link that lets somebody join."""
    told = {"invitation": invited, "inviter": inviter, "link": _link("invitation", secret)}
    subject = f"{invited.organisation.name} invites you to Golden Thread"
    return _send("invitation", subject, [invited.email], told)


def application_to_decide(application: Application) -> bool:
    """Tells those who decide that somebody asks to join. Without a word of theirs: anybody may ask, so it would be
    a way to send strangers what one likes.
    """
    told = {"application": application, "link": _link("organisation", application.organisation_id)}
    subject = f"Somebody asks to join {application.organisation.name}"
    to = administrators_of(application.organisation, but=application.person)
    return _send("application_to_decide", subject, to, told)


def application_decided(application: Application) -> bool:
    """Tells whoever asked what was decided."""
    subject = f"Your wish to join {application.organisation.name}"
    told = {"application": application, "link": _link("members")}
    return _send("application_decided", subject, [application.person.email], told)


def password_link(person: Person, organisation: Organisation, link: str) -> bool:
    """The letter to a first administrator."""
    told = {"person": person, "organisation": organisation, "link": link}
    return _send("first_administrator", "Set your password for Golden Thread", [person.email], told)


def administrators_of(organisation: Organisation, but: Person) -> list[str]:
    """Addresses of those who decide about an organisation: its administrators, else the regional team's. `but`: who asks."""
    acting = Membership.objects.filter(role="administrator", ended_at=None, person__is_active=True).exclude(person=but)
    for slug in (organisation.pk, REGION):
        found = sorted(set(acting.filter(organisation=slug).values_list("person__email", flat=True)))
        if found:
            return found
    return []


def _link(name: str, *arguments: Any) -> str:
    return f"{settings.ADDRESS}{reverse(name, args=arguments)}"


def _send(template: str, subject: str, to: Iterable[str], told: dict[str, Any]) -> bool:
    """Whether it went out. A mail server that fails is logged, without whom the letter was for."""
    text = render_to_string(f"people/letters/{template}.txt", told)
    sent = True
    for address in to:  # one letter each: nobody learns the others' addresses
        try:
            EmailMessage(" ".join(subject.split()), text, to=[address]).send()
        except (OSError, smtplib.SMTPException) as fault:
            logger.error("A letter (%s) could not be sent: %s", template, type(fault).__name__)
            sent = False
    return sent
