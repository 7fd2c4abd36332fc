"""What the site shows of others: the comparison as members see it, kept round by round."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goldenthread.hub.maturity import actions, frameworks
from goldenthread.hub.maturity.compared import comparison_for, parts
from goldenthread.hub.maturity.models import ComparisonRound, Cycle
from goldenthread.hub.people.interface import Actor, actor_for, london
from goldenthread.hub.people.models import Membership
from tests.made.maturity import CAMDEN, a_shared_cycle, an_approver, an_open_cycle
from tests.made.people import a_person, an_actor, an_organisation, signed_in

pytestmark = pytest.mark.django_db
BARNET, BRENT, ENFIELD, HARROW = "E09000003", "E09000005", "E09000010", "E09000015"


def others_seen(reader: Actor) -> int:
    tables = comparison_for(reader, frameworks.newest()).tables
    return tables[0].others if tables else 0


def withdraw(partnership: str) -> None:
    cycle = Cycle.objects.filter(partnership=partnership).latest("pk")
    actions.share(cycle, by=an_approver(partnership), version=cycle.version, shared=False)


def test_inner_and_outer_london_hold_every_authority_once() -> None:
    inner, outer = parts().values()
    assert inner | outer == set(london())
    assert not inner & outer


def test_three_others_that_share_are_counted() -> None:
    for code in (BARNET, BRENT, ENFIELD):
        a_shared_cycle(code)
    found = comparison_for(an_actor("viewer", "camden"), frameworks.newest())
    assert found.tables[0].others == 3
    assert dict(found.tables[0].by_pillar)["early-years"] == (0, 0, 3, 0, 0)


def test_two_others_are_not_though_one_s_own_partnership_shares_too() -> None:
    for code in (CAMDEN, BARNET, BRENT):
        a_shared_cycle(code)
    assert others_seen(an_actor("viewer", "camden")) == 0


def test_an_icb_knows_its_own_partnerships_so_they_are_not_counted_for_it() -> None:
    for code in (CAMDEN, BARNET, BRENT, ENFIELD):
        a_shared_cycle(code)
    assert others_seen(an_actor("viewer", "icb-west-and-north-london")) == 0
    assert others_seen(an_actor("viewer", "camden")) == 3


def test_a_fourth_that_joins_is_not_counted_until_nobody_can_tell_which() -> None:
    for code in (BARNET, BRENT, ENFIELD, HARROW):
        a_shared_cycle(code)
    assert others_seen(an_actor("viewer", "camden")) == 3


def test_one_that_withdraws_is_shown_to_nobody_from_that_moment() -> None:
    for code in (BARNET, BRENT, ENFIELD, HARROW):
        a_shared_cycle(code)
    withdraw(BARNET)
    reader = an_actor("viewer", "camden")
    assert others_seen(reader) == 0
    assert "no longer shares" in comparison_for(reader, frameworks.newest()).why_not


def test_a_round_is_kept_only_where_something_changed() -> None:
    cycle = a_shared_cycle(BARNET)
    actions.share(cycle, by=an_approver(BARNET), version=cycle.version, shared=True)
    assert ComparisonRound.objects.count() == 1
    withdraw(BARNET)
    assert ComparisonRound.objects.count() == 2
    assert ComparisonRound.objects.latest("pk").counted == []


def test_an_open_cycle_is_not_shared() -> None:
    cycle = an_open_cycle()
    with pytest.raises(ValidationError, match="Close the cycle first"):
        actions.share(cycle, by=an_approver(), version=cycle.version, shared=True)


def test_example_judgements_count_in_example_mode_alone(settings: Settings) -> None:
    for code in (BARNET, BRENT, ENFIELD):
        a_shared_cycle(code)
    Cycle.objects.filter(partnership=ENFIELD).update(is_example=True)
    a_shared_cycle(HARROW)
    assert {each[0] for each in ComparisonRound.objects.latest("pk").counted} == {BARNET, BRENT, HARROW}


def test_the_page_shows_counts_beside_one_s_own_and_names_nobody(site: Client) -> None:
    for code in (CAMDEN, BARNET, BRENT, ENFIELD):
        a_shared_cycle(code)
    page = signed_in(site, a_person("viewer")).get(f"/maturity/{CAMDEN}/comparison/").content.decode()
    assert "London: 3 other partnerships at each level" in page
    assert page.count('<td class="govuk-table__cell">Developing</td>') == 8
    assert "Barnet" not in page.split("<main")[1]


def test_the_regional_team_is_led_to_the_heat_map_instead(site: Client) -> None:
    client = signed_in(site, a_person("regional_team", "london-regional-team"))
    assert "See all of London" in client.get(f"/maturity/{CAMDEN}/comparison/").content.decode()


def test_the_page_says_why_there_is_nothing_to_show(site: Client) -> None:
    page = signed_in(site, a_person("viewer")).get(f"/maturity/{CAMDEN}/comparison/").content.decode()
    assert "at least three other partnerships share" in page


def test_what_somebody_saw_in_an_ended_role_is_theirs_to_know_and_not_counted_for_them() -> None:
    for code in (BARNET, BRENT, ENFIELD):
        a_shared_cycle(code)
    person = a_person("viewer", "camden")
    assert others_seen(actor_for(person, True)) == 3
    Membership.objects.create(
        person=person, organisation=an_organisation("barnet"), role="viewer", ended_at=timezone.now()
    )
    assert others_seen(actor_for(person, True)) == 0
