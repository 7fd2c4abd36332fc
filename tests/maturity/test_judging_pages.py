"""Judging, agreeing and moderating as people meet them: without a script, with wrong input, with old forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from goldenthread.hub.maturity.interface import assessment_told, gaps_of, results_of
from goldenthread.hub.maturity.models import Agreement, Judgement
from tests.made.maturity import (
    CAMDEN,
    DATA,
    PLAN,
    a_closed_cycle,
    agreed,
    an_approver,
    an_open_cycle,
    judged,
)
from tests.made.people import an_actor

from .reading import HOME, STATEMENT, judgement, member, read, send

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ judging


def test_levels_are_offered_with_their_descriptions_and_the_borough_s_figures() -> None:
    an_open_cycle()
    page = read(member(), f"{HOME}statements/{DATA}/")
    assert "Established: The board decides on data and removes the causes of delay within the quarter." in page
    assert "Figures of Camden" in page
    for word in ("Over time:", "neighbours:", "London:", "Add as evidence"):
        assert word in page


def test_others_are_shown_after_one_s_own_judgement_and_not_before() -> None:
    cycle = an_open_cycle()
    judged(cycle, an_actor(), 3, rationale="A secret so far")
    judged(cycle, an_actor("contributor", "camden-parent-carer-forum"), 1)
    client = member()
    before = read(client, STATEMENT)
    assert "2 people have judged this" in before
    assert "A secret so far" not in before
    assert send(client, STATEMENT, **judgement(level="3")).status_code == 302
    after = read(client, STATEMENT)
    assert "A secret so far" in after
    assert "2 judge Established, 1 Emerging; the forum lower than the council." in after


def test_before_one_s_own_judgement_the_overview_tells_nothing_of_differences() -> None:
    cycle = an_open_cycle()
    judged(cycle, an_actor(), 3)
    judged(cycle, an_actor(), 1)
    page = read(member(), HOME)
    assert "judged by 2 people, not yet by you" in page
    assert "who differ" not in page


def test_those_who_do_not_judge_see_what_was_judged() -> None:
    judged(an_open_cycle(), an_actor(), 3, rationale="Open to readers")
    assert "Open to readers" in read(member("viewer"), STATEMENT)


def test_an_upper_level_is_kept_with_a_warning_that_says_how_to_mend_it() -> None:
    an_open_cycle()
    client = member()
    send(client, STATEMENT, **judgement(level="4"))
    page = read(client, STATEMENT)
    assert Judgement.objects.get().level == 4
    assert "Leading asks for more before it can be agreed:" in page
    assert "Add evidence of another kind" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"level": ""}, "Choose a level, or that you do not judge it."),
        ({"level": "9"}, "Choose a level, or that you do not judge it."),
        ({"confidence": ""}, "Choose how sure you are."),
        ({"rationale": "x" * 4001}, "4000"),
    ],
)
def test_wrong_input_is_said_beside_its_field_and_what_was_typed_stays(wrong: dict[str, str], words: str) -> None:
    an_open_cycle()
    page = send(member(), STATEMENT, **judgement(rationale="Kept words", **wrong) if "rationale" not in wrong else judgement(**wrong))  # fmt: skip
    text = page.content.decode()
    assert page.status_code == 200
    assert "There is a problem" in text
    assert words in text
    assert "rationale" in wrong or "Kept words" in text
    assert not Judgement.objects.exists()


def test_hostile_words_are_shown_as_words() -> None:
    an_open_cycle()
    client = member()
    send(client, STATEMENT, **judgement(rationale="<script>alert(1)</script> [x](javascript:alert(1))"))
    page = read(client, STATEMENT)
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_an_old_form_shows_both_texts_and_keeps_what_was_typed() -> None:
    cycle = an_open_cycle()
    client = member()
    send(client, STATEMENT, **judgement(rationale="First tab"))
    answer = send(client, STATEMENT, **judgement(level="3", rationale="Second tab"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First tab" in page
    assert page.count("Second tab") >= 2
    assert Judgement.objects.get(cycle=cycle).rationale == "First tab"
    again = send(client, STATEMENT, **judgement(level="3", rationale="Second tab", version="1"))
    assert again.status_code == 302
    assert Judgement.objects.get(cycle=cycle).rationale == "Second tab"


def test_a_form_of_a_cycle_that_was_closed_meanwhile_says_so_and_keeps_the_words() -> None:
    a_closed_cycle()
    answer = send(member(), STATEMENT, **judgement(rationale="Late words"))
    page = answer.content.decode()
    assert "This cycle is closed. Open the next one" in page
    assert "Late words</textarea>" in page


# ------------------------------------------------------------------ agreeing and moderating


def agreement(**values: Any) -> dict[str, Any]:
    told = {"level": "2", "confidence": "high", "rationale": "", "change_note": "", "target_level": "", "target_on": ""}
    return {**told, "version": "0", **values}


def test_an_approver_judges_before_seeing_others_and_then_agrees() -> None:
    cycle = an_open_cycle()
    judged(cycle, an_actor(), 3, rationale="Not yet for you")
    client = member("approver")
    before = read(client, f"{STATEMENT}agree/")
    assert "Give your own judgement first" in before
    assert "Not yet for you" not in before
    send(client, STATEMENT, **judgement())
    assert "1 person judges Established, 1 Developing." in read(client, f"{STATEMENT}agree/")
    answer = send(client, f"{STATEMENT}agree/", **agreement(target_level="3", target_on="1 September 2027"))
    assert answer.status_code == 302
    assert Agreement.objects.get().target_on.isoformat() == "2027-09-01"
    assert "Established by 1 September 2027" in read(client, STATEMENT)


def test_what_is_not_judged_has_a_reason_and_no_confidence() -> None:
    an_open_cycle()
    client = member("approver")
    send(client, STATEMENT, **judgement(level="none", rationale=""))
    assert "1 person has judged this" not in read(member(), STATEMENT)
    answer = send(client, f"{STATEMENT}agree/", **agreement(level="none", rationale=""))
    assert "Write why it is not judged" in answer.content.decode()
    assert f"For example, 31 August {timezone.localdate().year + 1}" in answer.content.decode()
    send(client, f"{STATEMENT}agree/", **agreement(level="none", rationale="Nobody here knows yet."))
    page = read(client, STATEMENT)
    assert page.count("<strong>not judged</strong>") == 2
    assert "medium confidence" not in page


def test_a_level_that_lacks_evidence_is_not_agreed_and_the_form_stays() -> None:
    judged(an_open_cycle(), an_actor(), 2, rationale="What a colleague saw")
    client = member("approver")
    send(client, STATEMENT, **judgement())
    page = send(client, f"{STATEMENT}agree/", **agreement(level="3", rationale="Long words")).content.decode()
    assert "This level cannot be agreed yet" in page
    assert "What a colleague saw" in page
    assert "two pieces of evidence of different kinds; there is none in force" in page
    assert "Long words" in page
    assert not Agreement.objects.exists()


def test_two_approvers_at_once_lose_nothing() -> None:
    cycle = an_open_cycle()
    client = member("approver")
    send(client, STATEMENT, **judgement())
    agreed(cycle, 1, rationale="Theirs")
    answer = send(client, f"{STATEMENT}agree/", **agreement(rationale="Yours"))
    page = answer.content.decode()
    assert (answer.status_code, Agreement.objects.get().rationale) == (409, "Theirs")
    assert "Theirs" in page
    assert "Yours" in page
    assert 'name="version" value="1"' in page


def test_a_clash_does_not_undo_what_others_changed_in_fields_one_left_alone() -> None:
    cycle = an_open_cycle()
    client = member("approver")
    send(client, STATEMENT, **judgement())
    agreed(cycle, 1, rationale="First", confidence="low")
    agreed(cycle, 2, rationale="Theirs", confidence="high")
    stale = agreement(level="1", rationale="Yours", confidence="low", version="1")
    page = " ".join(send(client, f"{STATEMENT}agree/", **stale).content.decode().split())
    assert page.count('value="2" checked') == 1
    assert page.count('value="high" checked') == 1
    assert "Yours</textarea>" in page


def moderation(**values: Any) -> dict[str, Any]:
    version = Agreement.objects.get(statement=PLAN).version
    return {"level": "1", "note": "The audit says otherwise.", "version": version, **values}


def test_the_regional_team_moderates_and_both_levels_are_shown() -> None:
    cycle = a_closed_cycle(level=2)
    client = member("regional_team", "london-regional-team")
    path = f"{STATEMENT}moderate/?cycle={cycle.pk}"
    assert "Say why your level differs" in send(client, path, **moderation(note="")).content.decode()
    assert send(client, path, **moderation()).status_code == 302
    an_open_cycle()
    results = read(member("viewer"), f"{HOME}?cycle={cycle.pk}")
    assert "agreed; moderated by the regional team: Emerging" in results
    Agreement.objects.filter(cycle=cycle, statement=PLAN).update(is_carried=True)
    assert "not judged; moderated by the regional team: Emerging" in read(member("viewer"), f"{HOME}?cycle={cycle.pk}")
    Agreement.objects.filter(cycle=cycle, statement=PLAN).update(is_carried=False)
    Agreement.objects.filter(cycle=cycle).update(moderated_level=1)
    assert "Moderated by the regional team: <strong>Emerging</strong>" in read(
        member("viewer"), f"{HOME}?cycle={cycle.pk}"
    )
    page = read(member("viewer"), f"{STATEMENT}?cycle={cycle.pk}")
    assert "<strong>Developing</strong>, medium confidence" in page
    assert "Moderated by the regional team" in page
    assert "<strong>Emerging</strong>" in page


def test_the_regional_team_reads_no_judgement_before_the_cycle_is_closed() -> None:
    cycle = an_open_cycle()
    judged(cycle, an_approver(), 1, rationale="Among ourselves")
    agreed(cycle, 1, PLAN, target_level=2)
    region = member("regional_team", "london-regional-team")
    page = read(region, HOME)
    assert "is shown" not in page
    assert "is being judged. Its levels are shown to you once it closes the cycle." in page
    assert "how well the council, health, families and schools work together" in page
    for path in (STATEMENT, f"{STATEMENT}?cycle={cycle.pk}", f"{HOME}?cycle={cycle.pk}"):
        assert "Among ourselves" not in read(region, path, 404)
    assert "Among ourselves" in read(member("viewer"), STATEMENT)
    actor = an_actor("regional_team", "london-regional-team")
    assert (results_of(actor, CAMDEN), gaps_of(actor, CAMDEN), assessment_told(actor, CAMDEN)) == (None, (), None)


def test_the_heat_map_shows_all_33_and_both_levels_where_they_differ() -> None:
    a_closed_cycle(level=2)
    Agreement.objects.filter(statement=PLAN).update(moderated_level=1)
    agreed(an_open_cycle("E09000003", title="Barnet’s first"), 1, PLAN)
    page = read(member("regional_team", "london-regional-team"), "/maturity/london/")
    assert page.count('<th scope="row"') == 33
    for leads in ("/members/", "/across-london/"):
        assert 'href="/maturity/london/"' in read(member("regional_team", "london-regional-team"), leads)
    assert 'href="/maturity/london/"' not in read(member("viewer"), "/members/")
    assert "moderated: Emerging" in page
    assert page.count("no assessment yet") == 31
    assert "Barnet’s first, being judged, 1 of 24 agreed" in page
    assert member("approver").get("/maturity/london/").status_code == 403
