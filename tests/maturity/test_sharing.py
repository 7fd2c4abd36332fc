"""What the site shows of others: the comparison as members see it, kept round by round."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goldenthread.hub.audit.interface import events_of_partnership
from goldenthread.hub.maturity import actions, frameworks
from goldenthread.hub.maturity.compared import comparison_for, parts
from goldenthread.hub.maturity.models import Agreement, ComparisonRound, Cycle
from goldenthread.hub.people.interface import Actor, actor_for, london
from goldenthread.hub.people.models import Membership
from tests.made.maturity import CAMDEN, a_closed_cycle, a_shared_cycle, agreed, an_approver, an_open_cycle
from tests.made.people import a_person, an_actor, an_organisation, signed_in

pytestmark = pytest.mark.django_db
BARNET, BRENT, ENFIELD, HARROW = "E09000003", "E09000005", "E09000010", "E09000015"
BEXLEY, BROMLEY, CROYDON = "E09000004", "E09000006", "E09000008"
FIVE = (BARNET, BEXLEY, BROMLEY, CROYDON, ENFIELD)


def seen(reader: Actor) -> int:
    tables = comparison_for(reader, frameworks.newest()).tables
    return tables[0].counted if tables else 0


def all_share(*codes: str) -> None:
    for code in codes:
        a_shared_cycle(code)


def withdraw(partnership: str) -> None:
    cycle = Cycle.objects.filter(partnership=partnership).latest("pk")
    actions.share(cycle, by=an_approver(partnership), version=cycle.version, shared=False)


def test_inner_and_outer_london_hold_every_authority_once() -> None:
    inner, outer = parts().values()
    assert inner | outer == set(london())
    assert not inner & outer


def test_five_that_share_are_counted_and_four_are_not() -> None:
    all_share(*FIVE[:4])
    reader = an_actor("viewer", "camden")
    assert seen(reader) == 0
    a_shared_cycle(FIVE[4])
    found = comparison_for(reader, frameworks.newest())
    assert found.tables[0].counted == 5
    assert dict(found.tables[0].by_pillar)["early-years"] == (0, 0, 0, 5, 0, 0)


def test_an_icb_that_knows_too_many_of_those_counted_sees_nothing() -> None:
    all_share(CAMDEN, BARNET, BRENT, *FIVE[1:3])
    assert seen(an_actor("viewer", "icb-west-and-north-london")) == 0
    assert seen(an_actor("viewer", "camden")) == 5


def test_one_that_joins_is_not_counted_until_nobody_can_tell_which() -> None:
    all_share(*FIVE, HARROW)
    assert seen(an_actor("viewer", "camden")) == 5


def test_one_that_withdraws_is_shown_to_nobody_from_that_moment() -> None:
    all_share(*FIVE)
    withdraw(BARNET)
    reader = an_actor("viewer", "camden")
    assert seen(reader) == 0
    assert "no longer shares" in comparison_for(reader, frameworks.newest()).why_not


def test_a_cycle_with_a_statement_left_open_is_not_shared_until_it_says_why() -> None:
    cycle, by = an_open_cycle(), an_approver()
    first, *others = frameworks.of_cycle(cycle).statements
    for name in others:
        agreed(cycle, 2, name, by)
    with pytest.raises(ValidationError, match="Write why it is not judged"):
        agreed(cycle, None, first, by)
    closed = actions.close_cycle(cycle, by=by, version=cycle.version)
    with pytest.raises(ValidationError, match=r"1 statement of .* is neither agreed nor .*: ‘One shared plan’"):
        actions.share(closed, by=by, version=2, shared=True)
    again = actions.reopen_cycle(closed, by=by, version=closed.version)
    agreed(again, None, first, by, rationale="Nobody here knows yet.")
    closed = actions.close_cycle(again, by=by, version=again.version)
    assert actions.share(closed, by=by, version=closed.version, shared=True).shared
    assert [each.action for each in events_of_partnership(CAMDEN)].count("reopened") == 1


def test_only_the_newest_cycle_that_nobody_else_has_seen_is_opened_again() -> None:
    older, by = a_closed_cycle(), an_approver()
    shared = a_shared_cycle(CAMDEN)
    for cycle in (older, shared):
        with pytest.raises(ValidationError, match="Only the newest cycle is opened again"):
            actions.reopen_cycle(cycle, by=by, version=cycle.version)
    withdraw(CAMDEN)
    Agreement.objects.filter(cycle=shared, statement="one-shared-plan").update(moderated_level=1)
    assert not actions.may_reopen(Cycle.objects.get(pk=shared.pk))
    with pytest.raises(PermissionDenied):
        actions.reopen_cycle(shared, by=an_actor("contributor"), version=shared.version)


def test_a_pillar_of_which_nothing_is_judged_is_not_a_pillar_that_reached_no_level() -> None:
    cycle, by = an_open_cycle(), an_approver()
    framework = frameworks.of_cycle(cycle)
    bare = {each.id for each in framework.pillars[0].statements}
    for name in framework.statements:
        agreed(cycle, None if name in bare else 2, name, by, rationale="Nobody here knows yet.")
    closed = actions.close_cycle(cycle, by=by, version=cycle.version)
    actions.share(closed, by=by, version=closed.version, shared=True)
    levels = ComparisonRound.objects.latest("pk").counted[0][2]
    assert [level for _, level in levels] == [None, *[2] * (len(framework.pillars) - 1)]


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
    all_share(CAMDEN, *FIVE[:4])
    page = signed_in(site, a_person("viewer")).get(f"/maturity/{CAMDEN}/comparison/").content.decode()
    assert "London: 5 partnerships at each level, 1 of them open to you" in page
    assert page.count('<td class="govuk-table__cell">Developing</td>') == 8
    assert "Barnet" not in page.split("<main")[1]


def test_the_regional_team_is_led_to_the_heat_map_instead(site: Client) -> None:
    client = signed_in(site, a_person("regional_team", "london-regional-team"))
    assert "See all of London" in client.get(f"/maturity/{CAMDEN}/comparison/").content.decode()


def test_the_page_says_why_there_is_nothing_to_show(site: Client) -> None:
    page = signed_in(site, a_person("viewer")).get(f"/maturity/{CAMDEN}/comparison/").content.decode()
    assert "at least five partnerships share" in page


def test_what_somebody_saw_in_an_ended_role_stays_known_to_them() -> None:
    all_share(*FIVE)
    person = a_person("viewer", "camden")
    for ended in ("barnet", "bexley"):
        assert seen(actor_for(person, True)) == 5
        Membership.objects.create(
            person=person, organisation=an_organisation(ended), role="viewer", ended_at=timezone.now()
        )
    assert seen(actor_for(person, True)) == 0


def test_the_table_is_the_same_before_and_after_a_change_of_role_so_its_difference_tells_nothing() -> None:
    all_share(BRENT, *FIVE[1:])
    person = a_person("viewer", "camden")
    before = comparison_for(actor_for(person, True), frameworks.newest()).tables
    Membership.objects.filter(person=person).update(ended_at=timezone.now())
    Membership.objects.create(person=person, organisation=an_organisation("brent"), role="viewer")
    a_shared_cycle(HARROW)
    after = comparison_for(actor_for(person, True), frameworks.newest()).tables
    assert [each.by_pillar for each in after] == [each.by_pillar for each in before]
