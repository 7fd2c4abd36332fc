"""No page of the members' rooms shows a link or a button that is refused to the person it is shown to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from goldenthread.hub.people.models import Organisation
from goldenthread.hub.plans.actions.comments import comment
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    PLAN,
    a_closed_cycle,
    agreed,
    an_approver,
    an_open_cycle,
    judged,
    some_evidence,
)
from tests.made.organisations import places_of
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import a_local_measure, a_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
ROOMS = ("goldenthread.hub.people", "goldenthread.hub.maturity", "goldenthread.hub.plans")
REFUSED = (403, 404)
EVERYBODY = (
    ("authority", "viewer"), ("authority", "contributor"), ("authority", "approver"), ("authority", "commissioner"),
    ("authority", "finance"), ("authority", "administrator"), ("icb", "approver"), ("forum", "contributor"),
    ("setting", "viewer"), ("region", "regional_team"), ("region", "administrator"),
)  # fmt: skip


class Shown(HTMLParser):
    """The links of a page, and its forms with what they hold as they are."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        elif tag == "form" and told.get("method", "").lower() == "post":
            self.forms.append((told.get("action", ""), {}))
        elif tag in ("input", "button") and self.forms and told.get("name"):
            self.forms[-1][1][told["name"]] = told.get("value", "")


def name_of(address: str) -> str:
    """The name of a page of the members' rooms; '' for any other address."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return found.url_name or "" if found.func.__module__.startswith(ROOMS) else ""


def sent(client: Client, address: str, values: dict[str, str]) -> int:
    """The answer to a form, which then did not happen."""
    with transaction.atomic():
        status = client.post(address, values).status_code
        transaction.set_rollback(True)
    return status


def refused(client: Client, begin: list[str]) -> Iterator[tuple[str, str, int]]:
    """Page, link and answer of what is refused. Each kind of page is followed once from each other kind."""
    waiting, read, known = deque(("", each) for each in begin), set(), set()
    while waiting:
        source, address = waiting.popleft()
        if address in read:
            continue
        read.add(address)
        answer = client.get(address)
        if answer.status_code in REFUSED:
            yield source, address, answer.status_code
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        shown, here = Shown(answer.content.decode()), name_of(address)
        for action, values in shown.forms:
            target = urljoin(address, action)
            if (step := (here, name_of(target), "sent")) not in known and step[1]:
                known.add(step)
                if (status := sent(client, target, values)) in REFUSED:
                    yield address, f"POST {target}", status
        for link in shown.links:
            target = urldefrag(urljoin(address, link))[0]
            if (step := (here, name_of(target), "read")) not in known and step[1]:
                known.add(step)
                waiting.append((address, target))


def camdens_work() -> None:
    """A plan with everything in it, a closed cycle, and one being judged, in which a gap is open."""
    plan, by = a_plan(), an_actor("approver")
    action = an_action(a_priority(plan, by), by)
    a_measure(action, by)
    a_local_measure(action, by)
    comment(plan, by=by, kind="plan", object_id=plan.pk, text="Look at this.")
    a_closed_cycle()
    cycle = an_open_cycle()
    some_evidence(classification="restricted")
    judged(cycle, an_approver(), 1, BOARD)
    agreed(cycle, 1, PLAN, target_level=2, change_note="Because of the test.")


@pytest.mark.parametrize("kind, role", EVERYBODY)
def test_no_link_that_is_shown_is_refused(kind: str, role: str) -> None:
    camdens_work()
    where = places_of(CAMDEN) | {"setting": "a-school"}
    Organisation.objects.create(id="a-school", kind="setting", name="A School", area_code=CAMDEN)
    client = signed_in(Client(raise_request_exception=False), a_person(role, where[kind]))
    begin = ["/members/", f"/maturity/{CAMDEN}/", f"/maturity/{CAMDEN}/statements/{PLAN}/", f"/plans/{CAMDEN}/"]
    assert [each for each in refused(client, begin) if each[0]] == []


def test_the_crawl_sees_links_and_buttons() -> None:
    camdens_work()
    client = signed_in(Client(), a_person("viewer"))
    shown = Shown(
        '<a href="/plans/E09000007/priorities/new/">x</a><form method="post" action="/plans/E09000007/start/"></form>'
    )
    assert [name_of(each) for each in shown.links] == ["plan-priority-new"]
    assert sent(client, shown.forms[0][0], {}) == 403
