"""Pages of an assessment, as people meet them: without a script, with wrong input, with old forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goldenthread.hub.maturity.models import Agreement, Cycle, Evidence, Judgement
from goldenthread.hub.maturity.presenters.pages import priority_address
from tests.made.files import PDF, an_office_file
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    DATA,
    PLAN,
    a_closed_cycle,
    agreed,
    an_open_cycle,
    enough_evidence,
    judged,
    some_evidence,
)
from tests.made.people import a_person, an_actor, signed_in

pytestmark = pytest.mark.django_db
HOME = f"/maturity/{CAMDEN}/"
STATEMENT = f"{HOME}statements/{PLAN}/"


def member(role: str = "contributor", organisation: str = "camden", second_factor: bool = True) -> Client:
    client = Client(raise_request_exception=False)
    return signed_in(client, a_person(role, organisation, second_factor), second_factor)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def send(client: Client, path: str, **values: Any) -> Any:
    return client.post(path, values)


def judgement(**values: Any) -> dict[str, Any]:
    return {"level": "2", "confidence": "medium", "rationale": "We saw it.", "version": "0", **values}


# ------------------------------------------------------------------ who may open what

PAGES = ("", "history/", "comparison/", "evidence/", f"statements/{PLAN}/")
WRITING = ("open/", f"statements/{PLAN}/agree/", f"statements/{PLAN}/moderate/", "evidence/add/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_members_of_the_partnership(page: str) -> None:
    an_open_cycle()
    assert Client().get(HOME + page).status_code == 302
    assert member("viewer", "barnet").get(HOME + page).status_code == 403
    answer = member("viewer").get(HOME + page)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize("page", WRITING)
def test_pages_to_write_on_are_refused_to_viewers_and_strangers(page: str) -> None:
    an_open_cycle()
    assert member("viewer").get(HOME + page).status_code == 403
    assert member("approver", "barnet").post(HOME + page, {}).status_code == 403


@pytest.mark.parametrize("page", ["close/", "share/", "moderated/"])
def test_steps_are_refused_to_contributors_and_cannot_be_read(page: str) -> None:
    an_open_cycle()
    assert member().post(HOME + page, {"version": "1"}).status_code == 403
    assert member("approver").get(HOME + page).status_code == 405


def test_without_a_second_step_at_sign_in_the_page_says_what_to_do() -> None:
    an_open_cycle()
    page = member("approver", second_factor=False).get(f"{STATEMENT}agree/")
    assert page.status_code == 403
    assert "needs a second step at sign-in" in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/maturity/E09000099/",
        "/maturity/E06000001/",
        f"{HOME}statements/no-such-statement/",
        f"{HOME}?cycle=999",
        f"{HOME}?cycle=x'--",
        f"{HOME}evidence/999/",
        f"{HOME}evidence/999/file/",
        f"{HOME}evidence/add/?statement=nothing",
    ],
)
def test_addresses_that_lead_nowhere_say_so(path: str) -> None:
    an_open_cycle()
    assert member("approver").get(path).status_code == 404


# ------------------------------------------------------------------ overview


def test_a_partnership_without_an_assessment_is_told_how_to_begin() -> None:
    assert "Open the first cycle" in read(member("approver"), HOME)
    assert "An approver of the council or the ICB opens the first cycle" in read(member("viewer"), HOME)


def test_the_overview_shows_progress_profile_formula_and_gaps() -> None:
    cycle = an_open_cycle()
    agreed(cycle, 1, PLAN, target_level=3)
    agreed(cycle, 2, BOARD)
    judged(cycle, an_actor(), 2, DATA)
    page = read(member("viewer"), HOME)
    assert "2 of 24 statements are agreed; 1 have been judged by somebody." in page
    assert "75% of 3 statements is 3. Leading: 0. Established or above: 0. Developing or above: 1." in page
    assert "No level is reached. 1 not judged, which counts as not met." in page
    assert "Emerging; target Established" in page
    assert page.count("<svg") == 2


def test_what_is_carried_over_is_said_to_be() -> None:
    a_closed_cycle(level=2)
    an_open_cycle()
    page = read(member(), HOME)
    assert "24 still stand as carried over from the last cycle" in page
    assert "carried over: Developing" in page


def test_older_cycles_can_be_opened_and_are_closed_to_writing() -> None:
    old = a_closed_cycle(level=2, title="Spring 2026")
    an_open_cycle(title="Autumn 2026")
    page = read(member("approver"), f"{HOME}?cycle={old.pk}")
    assert "<strong>Spring 2026</strong>: agreed." in page
    assert "Save my judgement" not in read(member(), f"{STATEMENT}?cycle={old.pk}")


def test_example_judgements_are_marked_as_such() -> None:
    an_open_cycle(is_example=True)
    assert "Example judgements" in read(member(), HOME)
    assert "Example judgements" in read(member(), STATEMENT)


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
    assert "1 judges Established, 1 Developing." in read(client, f"{STATEMENT}agree/")
    answer = send(client, f"{STATEMENT}agree/", **agreement(target_level="3", target_on="1 September 2027"))
    assert answer.status_code == 302
    assert Agreement.objects.get().target_on.isoformat() == "2027-09-01"
    assert "Established by 1 September 2027" in read(client, STATEMENT)


def test_a_level_that_lacks_evidence_is_not_agreed_and_the_form_stays() -> None:
    an_open_cycle()
    client = member("approver")
    send(client, STATEMENT, **judgement())
    page = send(client, f"{STATEMENT}agree/", **agreement(level="3", rationale="Long words")).content.decode()
    assert "This level cannot be agreed yet" in page
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
    page = read(member("viewer"), STATEMENT)
    assert "<strong>Developing</strong>, medium confidence" in page
    assert "Moderated by the regional team" in page
    assert "<strong>Emerging</strong>" in page


def test_the_heat_map_shows_all_33_and_both_levels_where_they_differ() -> None:
    a_closed_cycle(level=2)
    Agreement.objects.filter(statement=PLAN).update(moderated_level=1)
    an_open_cycle("E09000003", title="Barnet’s first")
    page = read(member("regional_team", "london-regional-team"), "/maturity/london/")
    assert page.count('<th scope="row"') == 33
    assert "moderated: Emerging" in page
    assert page.count("no assessment yet") == 31
    assert "Barnet’s first, being judged" in page
    assert member("approver").get("/maturity/london/").status_code == 403


# ------------------------------------------------------------------ cycles


def test_a_cycle_is_opened_closed_shared_and_followed_by_the_next() -> None:
    client = member("approver")
    assert "Write a name" in send(client, f"{HOME}open/", title="").content.decode()
    assert send(client, f"{HOME}open/", title="Spring 2026").status_code == 302
    assert "open cycle" in send(client, f"{HOME}open/", title="Too soon").content.decode()
    cycle = Cycle.objects.get()
    agreed(cycle, 2)
    send(client, f"{HOME}close/", cycle=cycle.pk, version=1)
    send(client, f"{HOME}share/", cycle=cycle.pk, version=2, shared="yes")
    cycle.refresh_from_db()
    assert (cycle.state, cycle.shared) == ("agreed", True)
    page = read(client, f"{HOME}open/")
    assert "1 answer of Spring 2026 is carried over as a start" in page
    assert "Withdraw from London’s comparison" in read(client, HOME)
    send(client, f"{HOME}share/", cycle=cycle.pk, version=3, shared="no")
    assert not Cycle.objects.get().shared


def test_a_cycle_that_breaks_the_rules_is_not_closed_and_each_place_is_named() -> None:
    enough_evidence(statements=(PLAN,))
    cycle = an_open_cycle()
    agreed(cycle, 3)
    Evidence.objects.update(expires_on="2020-01-01")
    answer = send(member("approver"), f"{HOME}close/", cycle=cycle.pk, version=1)
    page = answer.content.decode()
    assert (answer.status_code, Cycle.objects.get().state) == (422, "open")
    assert "One shared plan" in page
    assert "has expired" in page


def test_the_history_tells_each_statement_in_every_cycle() -> None:
    a_closed_cycle(level=1, title="2025")
    a_closed_cycle(level=2, title="2026")
    page = read(member("viewer"), f"{HOME}history/")
    assert "Headline of each pillar" in page
    assert page.count(">Emerging<") == page.count(">Developing<") == 8 + 24


def test_the_history_of_nothing_says_so() -> None:
    assert "has not begun an assessment yet" in read(member("viewer"), f"{HOME}history/")


# ------------------------------------------------------------------ evidence


def the_form(**values: Any) -> dict[str, Any]:
    told = {
        "kind": "audit",
        "title": "An audit of 40 plans",
        "about": "",
        "link": "",
        "strength": "2",
        "expires_on": "",
    }
    return {**told, "classification": "partnership", **values}


def test_a_figure_becomes_evidence_in_one_click() -> None:
    an_open_cycle()
    client = member()
    path = f"{HOME}statements/{DATA}/"
    assert (
        send(client, f"{path}figure/", indicator="ehc-plans-issued-in-20-weeks", breakdown="total").status_code == 302
    )
    page = read(client, path)
    assert "This value is evidence here." in page
    assert f"From build {Evidence.objects.get().build}" in page
    send(client, f"{path}figure/", indicator="no-such-figure")
    assert "no such figure of this borough" in read(client, path)


def test_evidence_is_added_with_a_file_from_its_statement() -> None:
    an_open_cycle()
    client = member()
    sent = the_form(statement=PLAN, file=SimpleUploadedFile("audit.pdf", PDF), expires_on="31 August 2027")
    assert send(client, f"{HOME}evidence/add/", **sent).status_code == 302
    item = Evidence.objects.get()
    assert (item.statements, item.file_name, item.expires_on.isoformat()) == ([PLAN], "audit.pdf", "2027-08-31")
    page = read(client, STATEMENT)
    assert "In force until 31 August 2027" in page
    assert "audit.pdf (PDF, 1 KB)" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "are not taken"),
        ("a.xlsm", an_office_file("xl/workbook.xml"), "macros"),
        ("a.pdf", b"MZ not", "no PDF file inside"),
        ("a.pdf", b"", "The file is empty"),
    ],
)
def test_a_refused_file_is_said_beside_its_field_and_nothing_is_kept(name: str, content: bytes, words: str) -> None:
    sent = the_form(file=SimpleUploadedFile(name, content), about="Words that stay")
    page = send(member(), f"{HOME}evidence/add/", **sent).content.decode()
    assert words in page
    assert "Words that stay" in page
    assert not Evidence.objects.exists()


def download(client: Client, item: Evidence) -> HttpResponse:
    found: HttpResponse = client.get(f"{HOME}evidence/{item.pk}/file/")
    return found


def test_a_file_is_saved_by_the_browser_and_never_shown() -> None:
    item = some_evidence(upload=SimpleUploadedFile("audit.pdf", PDF))
    answer = download(member("viewer"), item)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="audit.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert download(member("viewer", "barnet"), item).status_code == 403


def test_a_restricted_file_is_for_those_who_may_alone() -> None:
    item = some_evidence(classification="restricted", title="One child", upload=SimpleUploadedFile("a.pdf", PDF))
    assert download(member(), item).status_code == 200
    for who in (("viewer", "camden"), ("contributor", "camden-parent-carer-forum")):
        assert download(member(*who), item).status_code == 403
        page = read(member(*who), f"{HOME}evidence/")
        assert "One child" not in page
        assert "1 restricted piece is not shown to your role" in page


def test_the_forum_is_not_offered_to_restrict() -> None:
    assert "Restricted" in read(member(), f"{HOME}evidence/add/").split("Who may see it")[1].split("Partnership")[1]
    forum = member("contributor", "camden-parent-carer-forum")
    answer = send(forum, f"{HOME}evidence/add/", **the_form(classification="restricted"))
    assert answer.status_code == 200
    assert not Evidence.objects.exists()


def test_evidence_is_changed_taken_off_and_taken_away() -> None:
    an_open_cycle()
    item, client = some_evidence(), member()
    path = f"{HOME}evidence/{item.pk}/"
    assert send(client, path, **the_form(title="Renewed", version=1)).status_code == 302
    assert "Renewed" in read(client, STATEMENT)
    send(client, f"{path}place/", statement=PLAN, version=2, placed="no")
    assert "Renewed" not in read(client, STATEMENT).split("<h2")[-1]
    assert "Speaks to no statement yet" in read(client, f"{HOME}evidence/")
    assert send(client, f"{path}remove/").status_code == 302
    assert client.post(f"{path}remove/").status_code == 404


def test_an_old_form_of_evidence_shows_both_texts() -> None:
    item, client = some_evidence(title="An audit"), member()
    path = f"{HOME}evidence/{item.pk}/"
    send(client, path, **the_form(title="Theirs", version=1))
    answer = send(client, path, **the_form(title="Yours", version=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Yours"' in page


# ------------------------------------------------------------------ how many questions a page asks the database

MOST = 22


@pytest.mark.parametrize("path", ["", "history/", "evidence/", f"statements/{PLAN}/", "comparison/"])
def test_pages_ask_no_more_the_more_rows_there_are(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_closed_cycle(level=1)
    cycle, client = an_open_cycle(), member()
    for _ in range(8):
        for statement in (PLAN, BOARD, DATA):
            judged(cycle, an_actor(), 2, statement)
            some_evidence(statements=(statement,), classification="restricted")
    with django_assert_max_num_queries(MOST):
        assert client.get(HOME + path).status_code == 200


def test_the_heat_map_asks_no_more_the_more_partnerships_there_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for code in (CAMDEN, "E09000003", "E09000005"):
        a_closed_cycle(code, level=1)
    client = member("regional_team", "london-regional-team")
    with django_assert_max_num_queries(MOST):
        assert client.get("/maturity/london/").status_code == 200


def test_a_figure_that_is_absent_is_said_to_be_and_cannot_become_evidence() -> None:
    an_open_cycle()
    client = member()
    page = read(client, STATEMENT)
    assert "Outcome of the area SEND inspection" in page
    assert "Add as evidence" not in page
    send(client, f"{STATEMENT}figure/", indicator="area-send-inspection-outcome")
    assert "no such figure of this borough" in read(client, STATEMENT)
    assert not Evidence.objects.exists()


def test_without_a_build_people_judge_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_open_cycle()
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path / "empty"))
    client = member()
    assert "No published figure speaks to this statement yet." in read(client, f"{HOME}statements/{DATA}/")
    assert send(client, STATEMENT, **judgement()).status_code == 302


def test_a_gap_leads_to_a_priority_of_the_plan() -> None:
    agreed(an_open_cycle(), 1, PLAN, target_level=3)
    assert f'href="{priority_address(CAMDEN, PLAN)}"' in read(member("approver"), HOME)
    assert priority_address(CAMDEN, PLAN).endswith(f"?statement={PLAN}")
