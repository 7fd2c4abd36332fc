"""What is planned across London: the regional team's overview, and what a borough may learn of others."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from goldenthread.hub.people.interface import Actor
from goldenthread.hub.plans.actions.actions import add_action, add_milestone
from goldenthread.hub.plans.actions.comments import comment
from goldenthread.hub.plans.actions.measures import add_local_measure, add_reading
from goldenthread.hub.plans.actions.plans import change_plan
from goldenthread.hub.plans.actions.priorities import add_priority
from goldenthread.hub.plans.actions.sections import answer, write_section
from goldenthread.hub.plans.models import Plan, Priority, SectionText
from goldenthread.hub.plans.presenters.london import overview
from goldenthread.hub.plans.queries.london import across, contactable, icbs, own_themes
from goldenthread.warehouse.definitions.permissions import KINDS, ROLES
from tests.made.organisations import places_of
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_plan, a_priority

pytestmark = pytest.mark.django_db
ADDRESS = "/across-london/"
BARNET, BRENT, CROYDON = "E09000003", "E09000005", "E09000008"
SLUGS = {BARNET: "barnet", BRENT: "brent", CROYDON: "croydon"}
REGION = "london-regional-team"


def a_regional(client: Client) -> Client:
    return signed_in(client, a_person("regional_team", REGION))


def planned(partnership: str, *themes: str, allows_contact: bool = False, state: str = "draft") -> Plan:
    """A plan of a borough with a priority of each theme."""
    by = an_actor("contributor", SLUGS.get(partnership, "camden"))
    plan = a_plan(by, partnership)
    for theme in themes:
        add_priority(
            plan, by=by, section="assessment", title=f"{SLUGS.get(partnership, 'camden')} on {theme}", theme=theme
        )
    Plan.objects.filter(pk=plan.pk).update(allows_contact=allows_contact, state=state)
    plan.refresh_from_db()
    return plan


def measured(plan: Plan, value: float | None) -> None:
    """A local measure under the plan's first priority that is read at this value half way to its target."""
    by = an_actor("contributor", SLUGS.get(plan.partnership, "camden"))
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    action = add_action(plan.prioritys.first(), by=by, title="Something")  # type: ignore[attr-defined]
    measure = add_local_measure(
        action, by=by, title="Families heard", unit="percent", direction="higher-is-better", baseline_value=50.0,
        baseline_on=dt.date(2026, 1, 1), target_value=70.0, target_on=dt.date(2026, 12, 31),
    )  # fmt: skip
    if value is not None:
        add_reading(measure, by=by, on=dt.date(2026, 7, 1), value=value)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    body = response.content.decode()
    return re.sub(r"\s+", " ", body[body.index("<main") : body.index("</main>")])


def row_of(text: str, heading: str) -> list[str]:
    """The cells of a table's row."""
    found = re.search(rf"<tr[^>]*>\s*<th[^>]*>{heading}.*?</tr>", text)
    assert found, heading
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[0])
    return [re.sub(r"<span class=\"govuk-visually-hidden\">.*?</span>|<[^>]+>", "", cell).strip() for cell in cells]


# ------------------------------------------------------------------ who


def test_who_sees_the_overview_and_who_may_look_for_others() -> None:
    where = places_of(CAMDEN)
    for kind, role in [(kind, role) for kind in KINDS for role in ROLES if where[kind]]:
        response = signed_in(Client(), a_person(role, where[kind])).get(ADDRESS)
        body = response.content.decode()
        sees_all = (kind, role) == ("region", "regional_team")
        finds = kind != "region" and role != "administrator"
        assert (response.status_code == 200) is (sees_all or finds), (kind, role)
        assert ("Integrated care board" in body) is sees_all, (kind, role)
        assert ("Others with your themes" in body) is finds, (kind, role)


def test_the_overview_needs_a_second_factor() -> None:
    client = signed_in(Client(), a_person("regional_team", REGION), second_factor=False)
    response = client.get(ADDRESS)
    assert response.status_code == 403
    assert "second step" in response.content.decode()


def test_somebody_who_is_not_signed_in_is_asked_to_be() -> None:
    assert Client().get(ADDRESS).status_code == 302


# ------------------------------------------------------------------ the overview


def test_priorities_and_measures_are_counted_by_theme_and_by_partnership(client: Client) -> None:
    for partnership, value in ((BARNET, 65.0), (BRENT, 51.0), (CROYDON, None)):
        measured(planned(partnership, "timeliness"), value)
    add_priority(
        Plan.objects.get(partnership=BRENT),
        by=an_actor("contributor", "brent"),
        section="transport",
        title="Buses",
        theme="transport",
    )
    text = text_of(a_regional(client))
    assert "3 plans with 4 priorities. Of their 3 success measures, 1 is on track or met, 1 is off track" in text
    assert row_of(text, "Assessments and plans in time") == ["3", "Barnet, Brent and Croydon", "1", "1", "1"]
    assert row_of(text, "Travel to school") == ["1", "Brent", "0", "0", "0"]
    assert row_of(text, "Brent") == ["Draft", "2", "0", "1", "0"]


def test_the_worked_example_is_marked_and_counted_in_no_total(client: Client) -> None:
    for partnership in (BARNET, BRENT):
        measured(planned(partnership, "timeliness"), 65.0)
    Plan.objects.filter(partnership=BRENT).update(is_example=True)
    text = text_of(a_regional(client))
    assert "1 plan with 1 priority. Of their 1 success measure, 1 is on track or met, 0 are off track" in text
    assert "The worked example in Brent is made up" in text
    assert row_of(text, "Assessments and plans in time") == ["1", "Barnet", "1", "0", "0"]
    assert re.search(r"<th[^>]*>\s*Brent.{0,80}worked example", text)
    assert "Assessments and plans in time: 2 partnerships" not in text


def test_those_who_work_on_the_same_thing_stand_together(client: Client) -> None:
    planned(BARNET, "timeliness")
    planned(BRENT, "timeliness", "transport")
    text = text_of(a_regional(client))
    assert "Assessments and plans in time: 2 partnerships" in text
    assert "Travel to school: 1" not in text
    assert f'href="/plans/{BARNET}/priorities/{Priority.objects.get(plan__partnership=BARNET).pk}/"' in text


def test_a_theme_and_an_icb_are_chosen(client: Client) -> None:
    for partnership in (BARNET, CROYDON):
        planned(partnership, "timeliness", "transport")
    regional = a_regional(client)
    text = text_of(regional, f"{ADDRESS}?theme=transport")
    assert row_of(text, "Barnet")[1] == "1"
    board = next(code for code, (_, members) in icbs().items() if CROYDON in members)
    assert BARNET not in icbs()[board][1]
    text = text_of(regional, f"{ADDRESS}?icb={board}")
    assert "1 plan with 2 priorities" in text
    assert ">Barnet<" not in text
    for wrong in ("?theme=nothing", "?icb=nowhere"):
        assert regional.get(ADDRESS + wrong).status_code == 404


def test_of_a_partnership_with_two_plans_the_live_one_counts(client: Client) -> None:
    live = planned(BARNET, "timeliness", state="live")
    planned(BARNET, "transport")
    text = text_of(a_regional(client))
    assert row_of(text, "Barnet")[0] == "Live"
    assert "Travel to school" not in re.sub(r"<option.*?</option>", "", text)
    assert f"?plan={live.pk}" in text


def test_a_priority_without_a_theme_is_counted_as_such(client: Client) -> None:
    plan = planned(BARNET)
    add_priority(plan, by=an_actor("contributor", "barnet"), section="assessment", title="Something")
    assert row_of(text_of(a_regional(client)), "No theme chosen")[0] == "1"


def test_a_london_without_plans_says_so(client: Client) -> None:
    assert "There is no priority of this kind yet." in text_of(a_regional(client))
    assert overview(across([])).by_theme.rows == ()


def test_the_number_of_queries_does_not_grow_with_plans(client: Client, django_assert_max_num_queries: object) -> None:
    regional = a_regional(client)
    planned(BARNET, "timeliness")
    text_of(regional)
    for partnership in (BRENT, CROYDON):
        plan = planned(partnership, "timeliness", "transport", "money", "voice")
        for value in (65.0, 51.0, None):
            measured(plan, value)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(across([BARNET, BRENT, CROYDON]).plans) == 3
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        text_of(regional)


# ------------------------------------------------------------------ others


def test_a_borough_finds_those_who_allow_contact_and_have_one_of_its_themes(client: Client) -> None:
    a_priority(a_plan())
    planned(BARNET, "timeliness", allows_contact=True)
    planned(BRENT, "timeliness")
    planned(CROYDON, "transport", allows_contact=True)
    text = text_of(signed_in(client, a_person("viewer")))
    assert "Barnet: barnet on timeliness (no name given: ask the organisation)" in text
    assert "Brent" not in text
    assert "Croydon" not in text


def test_the_one_who_leads_on_the_priority_is_named_or_on_its_section() -> None:
    plan = planned(BARNET, "timeliness", "transport", allows_contact=True)
    first, second = (
        a_person("contributor", "barnet", name="Ada Lead"),
        a_person("contributor", "barnet", name="Ben Section"),
    )
    Priority.objects.filter(theme="timeliness").update(assigned_to=first.key)
    SectionText.objects.create(plan=plan, section="assessment", assigned_to=second.key)
    named = {each.theme: each.contact for each in contactable([CAMDEN], ["timeliness", "transport"])}
    assert named == {"timeliness": "Ada Lead", "transport": "Ben Section"}


def test_nothing_else_of_another_plan_leaves_it() -> None:
    """Every text of the plan is marked; of the marks only the priority's title may be on the page."""
    a_priority(a_plan())
    plan, by = planned(BARNET, allows_contact=True), an_actor("contributor", "barnet")
    secrets = filled(plan, by)
    text = "".join(
        text_of(signed_in(Client(), a_person(role, where)))
        for role, where in (("viewer", "camden"), ("approver", "camden"), ("approver", "camden-parent-carer-forum"))
    )
    assert "Barnet: Marked priority" in text
    assert [secret for secret in secrets if secret in text] == []
    assert f"/plans/{BARNET}" not in text


def filled(plan: Plan, by: Actor) -> list[str]:
    """Marks in every text that the plan holds."""
    secrets = [f"SECRET{n}" for n in range(12)]
    change_plan(plan, by=by, version=plan.version, title=secrets[0])
    write_section(plan, by=by, section="assessment", version=0, narrative=secrets[1])
    answer(plan, by=by, question="most-days-lost", version=0, text=secrets[2], so_what=secrets[3])
    priority = add_priority(
        plan, by=by, section="assessment", title="Marked priority", why=secrets[4], theme="timeliness",
        evidence=[{"indicator": "ehc-plans", "text": secrets[5]}],
    )  # fmt: skip
    action = add_action(
        priority, by=by, title=secrets[6], about=secrets[7], lead=secrets[8], partners=secrets[9], cost_pounds=987_654,
        funding_source="council",
    )  # fmt: skip
    add_milestone(action, by=by, title=secrets[10], due_on=dt.date(2027, 1, 1))
    comment(plan, by=by, kind="plan", object_id=plan.pk, text=secrets[11])
    add_priority(plan, by=by, section="transport", title="SECRETTHEME", theme="transport")
    return [*secrets, "987,654", "SECRETTHEME", "Council general fund", by.name, by.email]


@pytest.mark.parametrize("state", ["draft", "partner-review", "signed", "submitted", "live"])
def test_a_plan_that_does_not_allow_contact_is_not_there_in_any_state(state: str) -> None:
    planned(BARNET, "timeliness", state=state)
    assert contactable([CAMDEN], ["timeliness"]) == ()


def test_a_superseded_plan_and_the_worked_example_are_not_shown() -> None:
    planned(BARNET, "timeliness", allows_contact=True, state="superseded")
    planned(BRENT, "timeliness", allows_contact=True)
    Plan.objects.filter(partnership=BRENT).update(is_example=True)
    assert contactable([CAMDEN], ["timeliness"]) == ()


def test_a_newer_draft_that_no_longer_allows_contact_closes_the_live_plan_too() -> None:
    planned(BARNET, "timeliness", allows_contact=True, state="live")
    assert len(contactable([CAMDEN], ["timeliness"])) == 1
    planned(BARNET, "timeliness")
    assert contactable([CAMDEN], ["timeliness"]) == ()


def test_of_a_live_plan_and_a_draft_that_both_allow_contact_the_live_one_is_shown() -> None:
    planned(BARNET, "timeliness", allows_contact=True, state="live")
    planned(BARNET, "transport", allows_contact=True)
    assert [each.theme for each in contactable([CAMDEN], ["timeliness", "transport"])] == ["timeliness"]


def test_ones_own_partnerships_are_not_others() -> None:
    planned(BARNET, "timeliness", allows_contact=True)
    assert contactable([BARNET], ["timeliness"]) == ()
    assert own_themes([BARNET]) == ("timeliness",)
    assert own_themes([]) == ()


def test_a_theme_that_is_not_ones_own_is_not_asked_about(client: Client) -> None:
    a_priority(a_plan())
    planned(BARNET, "transport", allows_contact=True)
    reader = signed_in(client, a_person("viewer"))
    assert reader.get(f"{ADDRESS}?mine=transport").status_code == 404
    assert "Nobody who allows contact" in text_of(reader, f"{ADDRESS}?mine=timeliness")


def test_a_partnership_without_a_theme_of_its_own_learns_nothing(client: Client) -> None:
    planned(BARNET, "timeliness", allows_contact=True)
    text = text_of(signed_in(client, a_person("viewer")))
    assert "Your plan has no priority with a theme yet" in text
    assert "Barnet" not in text


def test_the_filters_of_the_overview_tell_a_borough_nothing(client: Client) -> None:
    a_priority(a_plan())
    planned(BARNET, "timeliness")
    text = text_of(signed_in(client, a_person("approver")), f"{ADDRESS}?theme=timeliness&icb=icb-north-central-london")
    assert "Barnet" not in text


def test_finding_others_takes_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    for partnership in (BARNET, BRENT, CROYDON):
        planned(partnership, "timeliness", "transport", "money", allows_contact=True)
    Priority.objects.update(assigned_to=a_person("contributor", "barnet").key)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(contactable([CAMDEN], ["timeliness", "transport", "money"])) == 9
