"""The page of documents and the files behind it: who may take what, what is kept, what nothing keeps."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from goldenthread.hub.audit.interface import Event
from goldenthread.hub.maturity.interface import assessment_told
from goldenthread.hub.plans.actions.sections import write_section
from goldenthread.hub.plans.actions.states import frozen, kept_assessment
from goldenthread.hub.plans.frozen import NotReadable, thawed
from goldenthread.hub.plans.models import Plan, Transition
from goldenthread.hub.plans.queries.standing import standing_of
from goldenthread.hub.plans.queries.whole import whole_plan
from tests.made.maturity import a_closed_cycle
from tests.made.people import a_person, an_actor, signed_in
from tests.made.plans import CAMDEN, a_full_plan, a_local_measure, a_plan, a_priority, an_action

pytestmark = pytest.mark.django_db
KINDS = ("word", "pdf", "excel")
BARNET = "E09000003"


def url(name: str, *args: object, code: str = CAMDEN) -> str:
    return reverse(name, args=[code, *args])


def words_on(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def words_in(made: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)


@pytest.fixture
def reader(site: Client) -> Client:
    return signed_in(site, a_person("viewer", second_factor=False), second_factor=False)


@pytest.fixture
def writer(site: Client) -> Client:
    return signed_in(site, a_person("contributor"))


def a_submitted_plan() -> Plan:
    """A plan that was submitted on 3 March 2026, as it is kept then."""
    by = an_actor("approver")
    plan = a_plan(by)
    write_section(plan, by=by, section="story", version=0, narrative="As it was signed.")
    a_local_measure(an_action(a_priority(plan, by), by), by)
    Plan.objects.filter(pk=plan.pk).update(state="submitted", frozen=frozen(standing_of(plan)))
    step = Transition.objects.create(plan=plan, step="submit", before="signed", after="submitted", person=by.key)
    Transition.objects.filter(pk=step.pk).update(at="2026-03-03T10:00:00Z")
    plan.refresh_from_db()
    return plan


def test_the_page_says_what_each_document_holds_and_how_much(reader: Client) -> None:
    a_full_plan(sections=2, actions=3, measures=3)
    shown = words_on(reader, url("plan-outputs"))
    assert (
        "Draft – not submitted. The plan has 18 sections, 2 priorities, 3 actions, 3 success measures and 13 numbered tables."
        in shown
    )
    for title in ("Word document", "PDF", "Excel workbook"):
        assert f'Take it<span class="govuk-visually-hidden">: {title} of the plan as it stands</span>' in shown
    assert "its size is known once it has been made" in shown
    assert "As it was submitted" not in shown


def test_a_file_s_size_stands_there_once_it_was_made(writer: Client) -> None:
    a_plan()
    writer.get(url("plan-document", "excel"))
    assert re.search(r"\.xlsx, [1-9]\d* kB when it was last made", words_on(writer, url("plan-outputs")))


@pytest.mark.parametrize(
    "kind, ending, begins", [("word", "docx", b"PK"), ("pdf", "pdf", b"%PDF-1.7"), ("excel", "xlsx", b"PK")]
)
def test_each_document_is_made_when_asked_for_and_kept_by_no_cache(
    writer: Client, kind: str, ending: str, begins: bytes
) -> None:
    a_plan()
    response = writer.get(url("plan-document", kind))
    assert response.status_code == 200
    assert response.content.startswith(begins)
    name = response["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="camden-send-reform-plan-\d\d?-[a-z]+-20\d\d\.{ending}"', name)
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_document_was_taken_is_kept(site: Client, kind: str) -> None:
    plan, person = a_plan(), a_person("viewer")
    signed_in(site, person).get(url("plan-document", kind))
    event = Event.objects.get(action="exported")
    assert (event.actor, event.kind, event.object_id, event.partnership) == (person.key, "plan", str(plan.pk), CAMDEN)
    assert event.fields == [kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "role, organisation", [("viewer", "barnet"), ("contributor", "barnet"), ("administrator", "camden"), ("", "")]
)
def test_who_may_not_take_a_plan_out_gets_none_and_nothing_is_kept(
    site: Client, kind: str, role: str, organisation: str
) -> None:
    a_plan()
    signed_in(site, a_person(role, organisation))
    assert site.get(url("plan-document", kind)).status_code == 403
    assert site.get(url("plan-outputs")).status_code == 403
    assert not Event.objects.filter(action="exported").exists()


def test_somebody_who_is_not_signed_in_is_asked_to(site: Client) -> None:
    a_plan()
    for address in (url("plan-outputs"), url("plan-document", "word"), url("plan-submission", "word")):
        response = site.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_costs_stand_in_a_document_for_those_who_may_see_them_alone(site: Client) -> None:
    by = an_actor()
    an_action(a_priority(a_plan(by), by), by)
    assert "£125,000" in words_in(signed_in(site, a_person("finance")).get(url("plan-document", "word")).content)
    forum = Client()
    signed_in(forum, a_person("viewer", "camden-parent-carer-forum", second_factor=False), second_factor=False)
    assert "You may not see costs" in words_on(forum, url("plan-outputs"))
    words = words_in(forum.get(url("plan-document", "word")).content)
    assert "125,000" not in words
    assert "Costs are left out" in words
    book = openpyxl.load_workbook(io.BytesIO(forum.get(url("plan-document", "excel")).content))
    assert 125_000 not in [cell.value for row in book["Actions"].iter_rows() for cell in row]


@pytest.mark.parametrize("address", [("plan-document", "odt"), ("plan-document", "wordx"), ("plan-submission", "word")])
def test_what_there_is_not_is_not_found(writer: Client, address: tuple[str, str]) -> None:
    a_plan()
    assert writer.get(url(*address)).status_code == 404


def test_a_partnership_without_a_plan_has_no_documents(writer: Client) -> None:
    assert writer.get(url("plan-document", "word")).status_code == 404
    assert writer.get(url("plan-document", "word", code=BARNET)).status_code == 403


def test_documents_are_only_read(writer: Client) -> None:
    a_plan()
    assert writer.post(url("plan-document", "word")).status_code == 405


def test_the_submission_is_offered_beside_the_plan_and_keeps_its_words(writer: Client) -> None:
    plan = a_submitted_plan()
    Plan.objects.filter(pk=plan.pk).update(title="Renamed since")
    plan.sectiontexts.update(narrative="Written later.")
    assert "As it was submitted on 3 March 2026" in words_on(writer, url("plan-outputs"))
    response = writer.get(url("plan-submission", "word"))
    assert (
        response["Content-Disposition"] == 'attachment; filename="camden-send-reform-plan-submitted-3-march-2026.docx"'
    )
    words = words_in(response.content)
    assert "As it was signed." in words
    assert "Written later." not in words
    assert "Renamed since" not in words
    assert "Wording: as it was submitted" in words
    assert "Written later." in words_in(writer.get(url("plan-document", "word")).content)
    assert Event.objects.filter(action="exported", fields=["word-submission"]).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_submission_is_there_in_every_kind(writer: Client, kind: str) -> None:
    a_submitted_plan()
    response = writer.get(url("plan-submission", kind))
    assert response.status_code == 200
    if kind == "pdf":
        with PdfReader(io.BytesIO(response.content)) as pdf:
            assert "As it was signed." in "\n".join(page.extract_text() for page in pdf.pages)


def test_a_submission_whose_build_is_gone_says_which_figures_stand_in_it(writer: Client) -> None:
    plan = a_submitted_plan()
    plan.frozen["build_seen"] = "0123456789ab"  # type: ignore[index]
    Plan.objects.filter(pk=plan.pk).update(frozen=plan.frozen)
    words = words_in(writer.get(url("plan-submission", "word")).content)
    assert "The build of figures that the plan was submitted with is not kept any more." in words


def test_a_submission_keeps_its_maturity_and_one_that_kept_none_says_so(writer: Client) -> None:
    plan = a_submitted_plan()
    assert plan.frozen is not None
    kept = {**plan.frozen, "maturity": kept_assessment(assessment_told(an_actor("approver"), CAMDEN))}
    Plan.objects.filter(pk=plan.pk).update(frozen=kept)
    a_closed_cycle()  # after the submission
    assert "has not judged its maturity here yet" in words_in(writer.get(url("plan-submission", "word")).content)
    assert "The maturity profile in them is the newest one" not in words_on(writer, url("plan-outputs"))

    kept = {**plan.frozen, "maturity": kept_assessment(assessment_told(an_actor("approver"), CAMDEN))}
    Plan.objects.filter(pk=plan.pk).update(frozen=kept)
    assert "What is agreed of Partnership leadership" in words_in(writer.get(url("plan-submission", "word")).content)

    Plan.objects.filter(pk=plan.pk).update(frozen=plan.frozen)
    words = words_in(writer.get(url("plan-submission", "word")).content)
    assert "This is the newest one, not that of the day." in words
    assert "The maturity profile in them is the newest one" in words_on(writer, url("plan-outputs"))


def test_a_submission_that_cannot_be_read_is_told_and_not_made_up(writer: Client) -> None:
    plan = a_submitted_plan()
    kept: dict[str, Any] = {**(plan.frozen or {})}
    del kept["priorities"]
    Plan.objects.filter(pk=plan.pk).update(frozen=kept)
    response = writer.get(url("plan-submission", "word"), follow=True)
    assert "could not be made, and nothing was lost" in response.content.decode()
    assert not Event.objects.filter(action="exported").exists()


def test_what_is_frozen_comes_back_as_the_same_plan() -> None:
    plan = a_full_plan(sections=3, actions=4, measures=4)
    standing = standing_of(plan)
    kept = frozen(standing)
    back = thawed({**kept, "state": standing.whole.state})
    assert back == standing.whole == whole_plan(plan)


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"id": "x"},
        {"priorities": [{}]},
        {"texts": {"story": {"version": "one"}}},
        {"values": [1]},
        {"is_example": "no"},
    ],
)
def test_what_is_no_plan_is_refused(spoilt: dict[str, Any]) -> None:
    kept = frozen(standing_of(a_plan()))
    with pytest.raises(NotReadable, match="cannot be read"):
        thawed({**kept, **spoilt} if spoilt else {})


def test_the_page_asks_no_more_of_the_database_for_a_larger_plan(
    writer: Client, django_assert_max_num_queries: Any
) -> None:
    a_full_plan(sections=4, actions=10, measures=10)
    writer.get(url("plan-outputs"))
    with django_assert_max_num_queries(24):
        writer.get(url("plan-outputs"))
