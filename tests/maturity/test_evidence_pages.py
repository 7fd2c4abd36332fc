"""Evidence as people meet it: figures in one click, files that are kept or refused, restricted rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from goldenthread.hub.maturity.models import Evidence
from goldenthread.hub.maturity.presenters.pages import priority_address
from tests.made.files import PDF, an_office_file
from tests.made.maturity import (
    BOARD,
    CAMDEN,
    DATA,
    PLAN,
    agreed,
    an_approver,
    an_open_cycle,
    some_evidence,
)

from .reading import HOME, STATEMENT, judgement, member, read, send

pytestmark = pytest.mark.django_db


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


def test_evidence_says_where_the_figures_in_force_are_others_and_the_new_one_can_be_kept() -> None:
    an_open_cycle()
    client, path = member(), f"{HOME}statements/{DATA}/"
    sent = {"indicator": "ehc-plans-issued-in-20-weeks", "breakdown": "total"}
    send(client, f"{path}figure/", **sent)
    now = Evidence.objects.get()
    assert "when it was kept" not in read(client, path)
    Evidence.objects.update(build="000000000000", value=69.1, value_text="69.1%")
    said = f"69.1% when it was kept; {now.value_text} in the figures in force."
    assert said in read(client, f"{HOME}evidence/")
    page = read(client, path)
    assert said in page
    assert "Keep the figure in force as well" in page
    assert "Keep the figure in force as well" not in read(member("viewer"), path)
    send(client, f"{path}figure/", **sent)
    assert Evidence.objects.count() == 2
    assert "Keep the figure in force as well" not in read(client, path)
    Evidence.objects.filter(build="000000000000").update(period="2019")
    assert f"A later figure is in force: {now.value_text} (" in read(client, path)


def test_evidence_is_added_with_a_file_from_its_statement() -> None:
    an_open_cycle()
    client = member()
    for _ in range(2):  # a form sent twice makes one piece
        sent = the_form(statement=PLAN, file=SimpleUploadedFile("audit.pdf", PDF), expires_on="31 August 2027")
        assert send(client, f"{HOME}evidence/add/", **sent).status_code == 302
    item = Evidence.objects.get()
    assert (item.statements, item.file_name, item.expires_on.isoformat()) == ([PLAN], "audit.pdf", "2027-08-31")
    page = read(client, STATEMENT)
    assert "In force until 31 August 2027" in page
    assert "audit.pdf (PDF, 1 KB)" in page
    send(client, f"{HOME}evidence/add/", **{**sent, "file": SimpleUploadedFile("audit.pdf", PDF + b"\n")})
    assert Evidence.objects.count() == 2  # another file of that name is another piece


def test_one_piece_of_evidence_is_taken_off_put_back_and_used_twice() -> None:
    an_open_cycle()
    item, secret = some_evidence(title="An audit"), some_evidence(title="A secret", classification="restricted")
    client = member("approver")
    send(client, f"{HOME}evidence/{item.pk}/place/", statement=PLAN, version=1, placed="no")
    page = read(client, STATEMENT)
    assert "can be attached again below" in page
    assert f'<option value="{item.pk}">An audit (audit, no. {item.pk})</option>' in page
    assert f'<option value="{secret.pk}"' not in read(client, f"{HOME}statements/{DATA}/")
    for where in (PLAN, DATA):
        assert send(client, f"{HOME}statements/{where}/attach/", item=item.pk).status_code == 302
    send(client, f"{HOME}evidence/{item.pk}/place/", statement=BOARD, version=4, placed="yes")
    item.refresh_from_db()
    assert item.statements == [PLAN, DATA, BOARD]
    assert f'<option value="{BOARD}"' not in read(client, f"{HOME}evidence/{item.pk}/")
    for wrong, status in ((secret.pk + 9, 404), ("x", 404)):
        assert send(client, f"{STATEMENT}attach/", item=wrong).status_code == status
    assert send(member("viewer"), f"{STATEMENT}attach/", item=item.pk).status_code == 403
    assert 'id="attach"' not in read(member("viewer"), STATEMENT)


def test_buttons_of_two_pieces_with_one_title_have_names_of_their_own() -> None:
    an_open_cycle()
    items = [some_evidence(title="An audit") for _ in range(2)]
    page = read(member("approver"), STATEMENT)
    for each in items:
        assert f'Take off this statement<span class="govuk-visually-hidden">: An audit (no. {each.pk})</span>' in page


def test_evidence_that_expired_is_kept_and_said_to_count_no_longer() -> None:
    an_open_cycle()
    client = member()
    send(client, f"{HOME}evidence/add/", **the_form(statement=PLAN, expires_on="3 March 2020"))
    words = "It expired on 3 March 2020, so it no longer counts for any level."
    assert words in read(client, STATEMENT)
    path = f"{HOME}evidence/{Evidence.objects.get().pk}/"
    send(client, path, **the_form(expires_on="3 March 2021", version="1"))
    assert words.replace("2020", "2021") in read(client, f"{HOME}evidence/")
    send(client, path, **the_form(expires_on="3 March 2099", version="2"))
    assert "no longer counts" not in read(client, f"{HOME}evidence/")


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
    item, client = some_evidence(), member("approver")
    path = f"{HOME}evidence/{item.pk}/"
    assert send(client, path, **the_form(title="Renewed", version=1)).status_code == 302
    assert "Renewed" in read(client, STATEMENT)
    send(client, f"{path}place/", statement=PLAN, version=2, placed="no")
    assert "Take off this statement" not in read(client, STATEMENT)
    assert "Speaks to no statement yet" in read(client, f"{HOME}evidence/")
    asked = client.post(f"{path}remove/", {"version": 3}).content.decode()
    assert "Take evidence away?" in asked
    assert 'name="version" value="3"' in asked
    assert (
        "Somebody changed" in client.post(f"{path}remove/", {"version": 2, "sure": "yes"}, follow=True).content.decode()
    )
    assert send(client, f"{path}remove/", version=3, sure="yes").status_code == 302
    assert client.post(f"{path}remove/").status_code == 404


def test_the_councils_evidence_is_not_offered_to_the_forum_to_change() -> None:
    an_open_cycle()
    item, forum = some_evidence(title="The council’s audit"), member("contributor", "camden-parent-carer-forum")
    path = f"{HOME}evidence/{item.pk}/"
    assert path not in read(forum, f"{HOME}evidence/")
    assert path not in read(forum, STATEMENT)
    assert forum.get(path).status_code == 403
    assert send(forum, f"{path}remove/", version=1, sure="yes").status_code == 403
    assert path in read(member("approver"), STATEMENT)


def test_an_old_form_of_evidence_shows_both_texts() -> None:
    item, client = some_evidence(title="An audit"), member("approver")
    path = f"{HOME}evidence/{item.pk}/"
    send(client, path, **the_form(title="Theirs", version=1))
    answer = send(client, path, **the_form(title="Yours", version=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Yours"' in page


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
    address = priority_address(an_approver(), CAMDEN, PLAN)
    assert address.endswith(f"?statement={PLAN}")
    for page in (HOME, STATEMENT):
        assert f'href="{address}"' in read(member("approver"), page)
        for reader in (member("viewer"), member("contributor", "camden-parent-carer-forum")):
            assert address not in read(reader, page)
