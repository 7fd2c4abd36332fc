"""The digest: one mail to each member about what new figures did to the plans of their partnerships."""

from __future__ import annotations

import logging
import re
import smtplib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from goldenthread.hub.people.interface import digest_readers
from goldenthread.hub.plans.models import Notice, Plan
from goldenthread.hub.plans.queries.following import unsent
from goldenthread.hub.ui.interface import wording

log = logging.getLogger(__name__)
MOST = 40  # notices of one plan in a mail; the page has them all


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a digest. `fault`: what the mail server said, '' where it took every letter."""

    letters: int
    failed: int
    notices: int
    fault: str = ""


def send_digest() -> Sent:
    """Sends what nobody was told of yet: one letter a person, and none where there is nothing to say.

    Each letter counts as sent when the mail server took it. Who could not be reached is written to the next time, and
    then alone; a notice is done when everyone who wants the digest has had it.
    """
    found = unsent()
    readers = {plan: digest_readers(plan.partnership) for plan in found}
    letters = _letters(found, readers)
    sent, failed, fault = 0, 0, ""
    for (key, address), of_plans in letters.items():
        fault_now = _send(address, of_plans)
        if fault_now:
            failed, fault = failed + 1, fault_now
        else:
            sent += 1
            _keep_sent(key, [notice for notices in of_plans.values() for notice in notices])
    done = _close(found, readers)
    return Sent(sent, failed, done, fault)


OfPlans = Mapping[Plan, list[Notice]]


def _letters(found: OfPlans, readers: Mapping[Plan, dict[str, str]]) -> dict[tuple[str, str], OfPlans]:
    """(key, address) of each reader → what they were not told of yet, by plan."""
    letters: dict[tuple[str, str], dict[Plan, list[Notice]]] = defaultdict(dict)
    for plan, notices in found.items():
        for key, address in readers[plan].items():
            untold = [notice for notice in notices if key not in notice.sent_to]
            if untold:
                letters[key, address][plan] = untold
    return dict(letters)


def _send(address: str, of_plans: OfPlans) -> str:
    """Sends one letter; what went wrong, '' where nothing did. The log does not say for whom it was."""
    plans = [_of_plan(plan, notices) for plan, notices in of_plans.items()]
    count = sum(len(notices) for notices in of_plans.values())
    subject = f"New figures: {wording.counted(count, 'change')} in your plan{'' if len(plans) == 1 else 's'}"
    text = render_to_string("plans/letters/digest.txt", {"plans": plans, "account": _address("account")})
    body = re.sub(r"\n{3,}", "\n\n", text)
    try:
        EmailMessage(subject, body, to=[address]).send()
    except (OSError, smtplib.SMTPException) as fault:
        log.error("A digest could not be sent: %s", type(fault).__name__)
        return _told(fault)
    return ""


def _told(fault: Exception) -> str:
    """What went wrong, without the address that a mail server's answer may hold."""
    said = f" {fault.smtp_code}" if isinstance(fault, smtplib.SMTPResponseException) else ""
    if isinstance(fault, OSError) and fault.strerror and not isinstance(fault, smtplib.SMTPException):
        said = f": {fault.strerror}"
    return f"{type(fault).__name__}{said}"


def _of_plan(plan: Plan, notices: list[Notice]) -> dict[str, object]:
    more = len(notices) - MOST
    return {
        "title": plan.title,
        "told": [notice.text for notice in notices[:MOST]],
        "more": f"And {wording.counted(more, 'change')} more." if more > 0 else "",
        "link": f"{_address('plan-changes', plan.partnership)}?plan={plan.pk}",
    }


def _address(name: str, *arguments: str) -> str:
    return f"{settings.ADDRESS}{reverse(name, args=arguments)}"


@transaction.atomic
def _keep_sent(key: str, notices: Iterable[Notice]) -> None:
    held = list(Notice.objects.select_for_update().filter(pk__in=[notice.pk for notice in notices]))
    for notice in held:
        notice.sent_to = sorted({*notice.sent_to, key})
    Notice.objects.bulk_update(held, ["sent_to"])


@transaction.atomic
def _close(found: OfPlans, readers: Mapping[Plan, dict[str, str]]) -> int:
    """Marks the notices that everyone who wants them has had; how many they are."""
    done = [
        notice
        for notice in Notice.objects.select_for_update().filter(sent_at=None, plan__in=list(found))
        if set(readers[notice.plan]) <= set(notice.sent_to)
    ]
    Notice.objects.filter(pk__in=[notice.pk for notice in done]).update(sent_at=timezone.now())
    return len(done)
