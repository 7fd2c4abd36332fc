"""Evidence: figures with their build, files that are kept or refused whole, restricted rows and who read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from goldenthread.hub.audit.interface import Conflict, Gone, events_of_partnership
from goldenthread.hub.evidence.interface import current_build
from goldenthread.hub.maturity import actions, queries
from goldenthread.hub.maturity import attachments as kept_files
from goldenthread.hub.maturity.example import remove_example_cycles
from goldenthread.hub.maturity.file_types import Refused
from goldenthread.hub.maturity.models import Evidence
from tests.made.files import PDF, an_office_file
from tests.made.maturity import BOARD, CAMDEN, DATA, PLAN, a_closed_cycle, an_approver, an_open_cycle, some_evidence
from tests.made.people import an_actor

pytestmark = pytest.mark.django_db
Committed = Callable[..., AbstractContextManager[Any]]
WEEKS = "ehc-plans-issued-in-20-weeks"


def every_file(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def upload(name: str = "report.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# ------------------------------------------------------------------ figures


def test_a_figure_becomes_evidence_with_its_value_its_period_and_its_build() -> None:
    kept = actions.add_figure(an_open_cycle(), by=an_actor(), statement=DATA, indicator=WEEKS)
    assert kept.build == current_build() != ""
    assert kept.value is not None
    assert kept.value_text in kept.title
    assert (kept.kind, kept.indicator, kept.area_code, kept.statements) == ("indicator", WEEKS, CAMDEN, [DATA])


def test_the_same_figure_asked_for_twice_is_kept_once() -> None:
    cycle = an_open_cycle()
    for _ in range(2):
        actions.add_figure(cycle, by=an_actor(), statement=DATA, indicator=WEEKS)
    assert Evidence.objects.count() == 1


def test_the_same_figure_of_another_statement_is_placed_there_as_well() -> None:
    cycle = an_open_cycle()
    for statement in (DATA, "lawful-timescales"):
        actions.add_figure(cycle, by=an_actor(), statement=statement, indicator=WEEKS)
    assert Evidence.objects.get().statements == [DATA, "lawful-timescales"]


def test_a_figure_that_the_framework_marks_as_an_outcome_is_one() -> None:
    cycle = an_open_cycle()
    gap = actions.add_figure(
        cycle, by=an_actor(), statement="attending-and-belonging", indicator="absence-gap-ehc-plan"
    )
    weeks = actions.add_figure(cycle, by=an_actor(), statement=DATA, indicator=WEEKS)
    assert (gap.is_outcome, weeks.is_outcome) == (True, False)


def test_a_figure_that_is_not_shown_beside_the_statement_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such figure"):
        actions.add_figure(an_open_cycle(), by=an_actor(), statement=PLAN, indicator=WEEKS)


def test_without_a_build_there_is_no_figure_to_keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", str(tmp_path / "empty"))
    with pytest.raises(ValidationError, match="no such figure"):
        actions.add_figure(an_open_cycle(), by=an_actor(), statement=DATA, indicator=WEEKS)


def test_a_closed_cycle_takes_no_more_figures() -> None:
    with pytest.raises(actions.CycleClosed):
        actions.add_figure(a_closed_cycle(), by=an_actor(), statement=DATA, indicator=WEEKS)


# ------------------------------------------------------------------ other kinds and files


@pytest.mark.parametrize("kind", ["document", "audit", "voice", "inspection", "peer-review", "practice", "narrative"])
def test_every_kind_is_kept_with_what_is_said_of_it(kind: str) -> None:
    day = dt.date(2027, 8, 31)
    kept = some_evidence(kind=kind, about="What it shows", link="https://example.org/a", strength=3, expires_on=day)
    assert (kept.kind, kept.strength, kept.expires_on, kept.version) == (kind, 3, day, 1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"strength": 4}, "1, 2 or 3"),
        ({"link": "javascript:alert(1)"}, "beginning with https"),
        ({"statements": ("no-such-statement",)}, "no such statement"),
        ({"title": "x" * 201}, "at most 200 letters"),
        ({"kind": "rumour"}, "rumour"),
        ({"title": " "}, "cannot be blank"),
        ({"classification": "secret"}, "secret"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        some_evidence(**values)  # type: ignore[arg-type]
    assert not Evidence.objects.exists()


def test_a_file_is_kept_once_however_often_it_is_added(attachments: Path) -> None:
    first, second = some_evidence(upload=upload()), some_evidence(upload=upload("copy.pdf"))
    assert (first.file_digest, first.file_name, second.file_name) == (second.file_digest, "report.pdf", "copy.pdf")
    assert len(every_file(attachments)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"MZ"),
        ("report.pdf", b"MZ\x90 not a PDF"),
        ("sheet.xlsm", an_office_file("xl/workbook.xml")),
        ("sheet.xlsx", an_office_file("xl/workbook.xml", "xl/vbaProject.bin")),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(attachments: Path, name: str, content: bytes) -> None:
    with pytest.raises(Refused):
        some_evidence(upload=upload(name, content))
    assert every_file(attachments) == []
    assert not Evidence.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(attachments: Path, settings: Settings) -> None:
    settings.ATTACHMENT_MOST_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="at most 1 MB"):
        some_evidence(upload=upload(content=PDF + b" " * 1024 * 1024))
    assert every_file(attachments) == []


def test_files_of_the_example_s_people_go_with_the_example(
    attachments: Path, django_capture_on_commit_callbacks: Committed
) -> None:
    theirs, own = some_evidence(upload=upload()), some_evidence(upload=upload("own.pdf", PDF + b" "))
    with django_capture_on_commit_callbacks(execute=True):
        remove_example_cycles([theirs.contributor])
    assert every_file(attachments) == [kept_files.path_of(own.file_digest)]


def test_a_file_goes_again_where_its_evidence_cannot_be_saved(
    attachments: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(actions.evidence, "create", full)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="disk is full"):
        some_evidence(upload=upload())
    assert every_file(attachments) == []


def test_a_file_stays_as_long_as_some_evidence_holds_it(attachments: Path) -> None:
    first, second = some_evidence(upload=upload()), some_evidence(upload=upload())
    actions.remove_evidence(first.pk, by=an_approver(), version=1)
    assert kept_files.path_of(second.file_digest).is_file()
    actions.remove_evidence(second.pk, by=an_approver(), version=1)
    assert every_file(attachments) == []


# ------------------------------------------------------------------ changing


def test_evidence_is_renewed_and_keeps_its_versions() -> None:
    item = some_evidence(expires_on=dt.date(2025, 1, 1))
    renewed = actions.change_evidence(item.pk, by=an_approver(), version=1, expires_on=dt.date(2028, 1, 1))
    assert (renewed.version, renewed.expires_on) == (2, dt.date(2028, 1, 1))


def test_a_stale_change_of_the_same_field_clashes() -> None:
    item = some_evidence(title="An audit")
    actions.change_evidence(item.pk, by=an_approver(), version=1, title="Theirs")
    with pytest.raises(Conflict):
        actions.change_evidence(item.pk, by=an_approver(), version=1, title="Yours")
    assert Evidence.objects.get().title == "Theirs"


def test_a_change_that_makes_no_sense_changes_nothing() -> None:
    item = some_evidence()
    with pytest.raises(ValidationError):
        actions.change_evidence(item.pk, by=an_approver(), version=1, strength=9)
    assert Evidence.objects.get().strength == 2


def test_what_a_figure_says_is_not_changed_by_hand() -> None:
    item = some_evidence()
    with pytest.raises(TypeError, match="no value to change"):
        actions.change_evidence(item.pk, by=an_approver(), version=1, value=99.0)


def test_evidence_is_taken_off_a_statement_and_put_back() -> None:
    item = some_evidence(statements=(PLAN, BOARD))
    off = actions.place_evidence(item.pk, by=an_approver(), version=1, statement=PLAN, placed=False)
    assert off.statements == [BOARD]
    on = actions.place_evidence(item.pk, by=an_actor(), version=2, statement=PLAN, placed=True)
    assert on.statements == [BOARD, PLAN]


def test_what_is_gone_is_said_to_be_gone() -> None:
    item = some_evidence()
    actions.remove_evidence(item.pk, by=an_approver(), version=1)
    with pytest.raises(Gone):
        actions.change_evidence(item.pk, by=an_approver(), version=1, title="Late")
    with pytest.raises(Gone):
        actions.remove_evidence(item.pk, by=an_approver(), version=1)


@pytest.mark.parametrize("who", [("viewer", "camden"), ("contributor", "barnet")])
def test_evidence_is_not_changed_or_taken_away_by_others(who: tuple[str, str]) -> None:
    item, by = some_evidence(), an_actor(*who)
    with pytest.raises(PermissionDenied):
        actions.change_evidence(item.pk, by=by, version=1, title="Mine")
    with pytest.raises(PermissionDenied):
        actions.place_evidence(item.pk, by=by, version=1, statement=PLAN, placed=False)
    with pytest.raises(PermissionDenied):
        actions.remove_evidence(item.pk, by=by, version=1)
    assert Evidence.objects.get().version == 1


@pytest.mark.parametrize("who", [("contributor", "camden-parent-carer-forum"), ("contributor", "camden")])
def test_evidence_is_changed_by_whoever_added_it_and_by_approvers(who: tuple[str, str]) -> None:
    by, theirs = an_actor(*who), some_evidence()
    for do in (
        lambda: actions.change_evidence(theirs.pk, by=by, version=1, title="Mine"),
        lambda: actions.place_evidence(theirs.pk, by=by, version=1, statement=PLAN, placed=False),
        lambda: actions.remove_evidence(theirs.pk, by=by, version=1),
    ):
        with pytest.raises(PermissionDenied, match="whoever added it"):
            do()
    own = some_evidence(by=by)
    actions.change_evidence(own.pk, by=by, version=1, title="Mine")
    actions.change_evidence(own.pk, by=an_approver(), version=2, title="Looked at")
    actions.remove_evidence(own.pk, by=by, version=3)
    assert list(Evidence.objects.all()) == [theirs]


def test_evidence_that_was_changed_meanwhile_is_not_taken_away() -> None:
    item = some_evidence()
    actions.change_evidence(item.pk, by=an_approver(), version=1, title="Changed")
    with pytest.raises(Conflict):
        actions.remove_evidence(item.pk, by=an_approver(), version=1)
    assert Evidence.objects.exists()


def test_what_a_closed_assessment_rests_on_is_kept_though_it_is_taken_off_first() -> None:
    item = some_evidence(statements=(PLAN,))
    a_closed_cycle()
    off = actions.place_evidence(item.pk, by=an_approver(), version=1, statement=PLAN, placed=False)
    with pytest.raises(ValidationError, match="closed assessment rests on"):
        actions.remove_evidence(item.pk, by=an_approver(), version=off.version)
    later = some_evidence(statements=(PLAN,))
    actions.remove_evidence(later.pk, by=an_approver(), version=1)
    assert list(Evidence.objects.all()) == [off]


# ------------------------------------------------------------------ restricted rows


def test_restricted_rows_are_seen_by_council_and_icb_alone_and_others_are_told_how_many() -> None:
    some_evidence(classification="restricted")
    some_evidence()
    for who, seen in ((("contributor", "camden"), 2), (("approver", "icb-west-and-north-london"), 2)):
        found = queries.evidence_seen(an_actor(*who), CAMDEN)
        assert (len(found.items), found.hidden) == (seen, 0)
    for who in (
        ("viewer", "camden"),
        ("contributor", "camden-parent-carer-forum"),
        ("regional_team", "london-regional-team"),
    ):
        found = queries.evidence_seen(an_actor(*who), CAMDEN)
        assert (len(found.items), found.hidden) == (1, 1)


def test_without_the_second_step_at_sign_in_restricted_rows_are_hidden() -> None:
    some_evidence(classification="restricted")
    assert queries.evidence_seen(an_actor("contributor", "camden", second_factor=False), CAMDEN).hidden == 1


def test_each_look_at_a_restricted_row_is_kept() -> None:
    item, reader = some_evidence(classification="restricted"), an_actor()
    for _ in range(2):
        queries.evidence_seen(reader, CAMDEN)
    looks = [event for event in events_of_partnership(CAMDEN) if event.action == "read"]
    assert [(event.actor, event.object_id) for event in looks] == [(reader.key, str(item.pk))] * 2


def test_a_look_at_open_rows_is_not_kept() -> None:
    some_evidence()
    queries.evidence_seen(an_actor(), CAMDEN)
    assert all(event.action != "read" for event in events_of_partnership(CAMDEN))


def test_the_forum_neither_makes_evidence_restricted_nor_changes_what_is() -> None:
    forum = an_actor("contributor", "camden-parent-carer-forum")
    own, theirs = some_evidence(by=forum), some_evidence(classification="restricted")
    with pytest.raises(PermissionDenied):
        actions.change_evidence(own.pk, by=forum, version=1, classification="restricted")
    with pytest.raises(PermissionDenied):
        actions.change_evidence(theirs.pk, by=forum, version=1, classification="open")
    assert [each.classification for each in Evidence.objects.order_by("pk")] == ["partnership", "restricted"]


def test_the_title_of_a_restricted_row_is_not_told_by_the_rules() -> None:
    some_evidence(title="About one child", classification="restricted", expires_on=dt.date(2020, 1, 1))
    assert [piece.title for piece in queries.pieces(queries.evidence_of(CAMDEN))] == ["A restricted piece of evidence"]


def test_names_of_the_folder_of_files_are_digests(attachments: Path) -> None:
    item = some_evidence(upload=upload("about-one-child.pdf"))
    assert [path.name for path in every_file(attachments)] == [item.file_digest]
