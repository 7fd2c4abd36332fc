"""Dashboard definitions: what does not fit is refused by name, and every page of the alliance's list is there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldenthread.warehouse.definitions import load_catalogue
from goldenthread.warehouse.definitions.dashboards import Dashboard, Missing, load_dashboards
from goldenthread.warehouse.definitions.load import DEFINITIONS, DefinitionError
from goldenthread.warehouse.definitions.words import load_words

PAGES = load_dashboards(load_catalogue()).pages
OF_THE_LIST = {*range(2, 25), *range(26, 34)}  # 1 is the headlines, 25 a borough's page, 34 the data reference
AMERICAN = re.compile(
    r"\b(program|programs|behavior|behaviors|center|centers|color|labeled|enrollment|organiz\w*|analyz\w*|"
    r"recogniz\w*|utiliz\w*|catalog|gray|fulfill|learned disabled|special ed)\b",
    re.IGNORECASE,
)
PAGE: dict[str, Any] = {
    "id": "a-new-page", "title": "A new page", "short_title": "New", "group": "plans",
    "question": "How many plans are there?", "about": "Plans in force in January.",
    "panels": [{"kind": "boroughs", "indicators": ["ehc-plans-per-1000"]}],
}  # fmt: skip

Load = Callable[..., Any]


@pytest.fixture
def load_with(tmp_path: Path) -> Load:
    """Loads a copy of the definitions with one more page, changed as told; `file` names where it stands."""

    def load(file: str = "plans/a-new-page.yaml", **changes: Any) -> Any:
        folder = tmp_path / "definitions"
        shutil.copytree(DEFINITIONS, folder)
        (folder / "dashboards" / file).write_text(yaml.safe_dump({**PAGE, **changes}), encoding="utf-8")
        return load_dashboards(load_catalogue(folder))

    return load


def with_panel(**panel: Any) -> dict[str, Any]:
    """A page with this panel alone."""
    return {"panels": [{"kind": "boroughs", "indicators": ["ehc-plans-per-1000"], **panel}]}


# Shares beside each other that are no parts of a whole, and whose titles do not say that they are.
OF_UNLIKE_WHOLES = {"After a refusal to assess", "Reviews and decisions"}


def test_parts_of_a_whole_are_shares_of_the_same_whole() -> None:
    catalogue = load_catalogue()
    for page in PAGES.values():
        for panel in page.panels:
            of = {below.measure if (below := catalogue.indicator(i).denominator) else "" for i in panel.indicators}
            assert len(of) == 1 or panel.title in OF_UNLIKE_WHOLES, (page.id, panel.title, of)


def test_a_panel_said_to_be_of_pupils_with_sen_does_not_show_all_pupils() -> None:
    catalogue = load_catalogue()
    of_all = {i.id for i in catalogue.indicators.values() if any("sen-provision" in one for one in i.breakdowns)}
    for page in PAGES.values():
        for panel in page.panels:
            if set(panel.indicators) & of_all and "sen-provision" not in (panel.topic, *panel.breakdown):
                named = [panel.title or "", *(catalogue.indicator(i).title for i in panel.indicators)]
                assert not re.search(r"SEN|plan", " ".join(named)), (page.id, named)
    assert not [i for i in of_all if re.search(r"SEN|plan", catalogue.indicator(i).title)]


def test_a_new_page_is_a_new_file_and_nothing_else(load_with: Load) -> None:
    known = load_with()
    assert known.pages["a-new-page"].question == "How many plans are there?"
    assert set(known.pages) == {*PAGES, "a-new-page"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (with_panel(indicators=["ehc-plans-per-head"]), "panels.0.indicators: there is no indicator 'ehc-plans-per-head'"),
        (with_panel(kind="pie"), "panels.0.kind: Input should be 'boroughs'"),
        (with_panel(kind="items", topic="star-sign"), "panels.0.topic: ehc-plans-per-1000 has no breakdown by star-sign"),
        (with_panel(kind="items", topic="need", indicators=["ehc-plans"]), "panels.0.topic: ehc-plans has no breakdown by need"),
        (with_panel(breakdown={"need": "asd"}), "panels.0.breakdown: ehc-plans-per-1000 has no breakdown by need"),
        (
            with_panel(kind="items", topic="age", indicators=["ehc-plans"], only=["age-10", "age-99"]),
            "panels.0.only: there is no item 'age-99' in vocabulary 'age'",
        ),
        (
            with_panel(breakdown={"sex": "other"}, indicators=["ehc-plans"]),
            "panels.0.breakdown: there is no item 'other' in vocabulary 'sex'",
        ),
        (
            with_panel(kind="several", indicators=["ehc-plans", "ehc-plans-per-1000"]),
            "panels.0.indicators: different units beside each other: per-1000, plans",
        ),
        (with_panel(indicators=["ehc-plans", "new-ehc-plans"]), "a panel of kind boroughs shows one indicator"),
        (with_panel(kind="items"), "needs the topic whose items it shows"),
        (with_panel(kind="parts"), "parts are the items of a topic, or several indicators"),
        (with_panel(only=["asd"]), "'only' names items of a topic"),
        (with_panel(color="red"), "panels.0.color: Extra inputs are not permitted"),
        ({"group": "planz"}, "group: there is no group 'planz'"),
        ({"number": 17}, "number: 17 is the number of"),
        ({"number": "seventeen"}, "number: Input should be a valid integer"),
        ({"question": "Why?"}, "question: String should have at least 12 characters"),
        ({"about": "TBC"}, "about: String should have at least 12 characters"),
        ({"title": "TBC"}, "title: Value error, 'TBC' is a placeholder"),
        ({"panels": []}, "a-new-page: a page shows figures or says what is missing"),
        ({"id": "another-page"}, "the id 'another-page' must be the file's name"),
    ],
)  # fmt: skip
def test_a_page_that_does_not_fit_is_refused_by_file_and_field(
    load_with: Load, changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(DefinitionError) as fault:
        load_with(**changes)
    assert "a-new-page.yaml" in str(fault.value)
    assert told in str(fault.value)


def test_two_pages_of_one_id_are_refused(load_with: Load) -> None:
    with pytest.raises(DefinitionError, match=r"twenty-weeks\.yaml: the id 'twenty-weeks' is used twice"):
        load_with(file="finance/twenty-weeks.yaml", id="twenty-weeks")


def test_every_fault_of_a_page_is_told_at_once(load_with: Load) -> None:
    with pytest.raises(DefinitionError) as fault:
        load_with(group="planz", **with_panel(indicators=["no-such-thing"]))
    assert "no group 'planz'" in str(fault.value)
    assert "no indicator 'no-such-thing'" in str(fault.value)


# What the pages together must be


def test_each_number_of_the_alliances_list_is_on_one_page() -> None:
    numbers = [page.number for page in PAGES.values() if page.number is not None]
    assert sorted(numbers) == sorted(OF_THE_LIST)


def test_every_indicator_is_on_some_page() -> None:
    shown = {name for page in PAGES.values() for panel in page.panels for name in panel.indicators}
    assert set(load_catalogue().indicators) - shown == set()


def texts(page: Dashboard) -> dict[str, str]:
    """Every text of a page by its field."""
    found = {"title": page.title, "short_title": page.short_title, "question": page.question, "about": page.about}
    found |= {f"notes.{n}": note for n, note in enumerate(page.notes)}
    for n, missing in enumerate(page.missing):
        found |= {f"missing.{n}.what": missing.what, f"missing.{n}.how_to_load": missing.how_to_load}
    for n, panel in enumerate(page.panels):
        found |= {f"panels.{n}.{name}": text for name, text in (("title", panel.title), ("note", panel.note)) if text}
    return found


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_the_texts_of_a_page_are_sentences_in_british_english(page: Dashboard) -> None:
    for field, text in texts(page).items():
        assert not AMERICAN.search(text), field
        assert "  " not in text, field
        if field == "question":
            assert text.endswith("?"), field
        elif "title" in field:
            assert not text.endswith("."), field
        else:
            assert text.endswith("."), field
        first = text.lstrip("“")[0]
        assert first.isupper() or first.isdigit(), field


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_asks_a_question_and_says_what_it_counts(page: Dashboard) -> None:
    assert len(page.question.split()) >= 3
    assert len(page.about.split()) >= 4
    cautions = [*page.notes, *(panel.note for panel in page.panels if panel.note)]
    caveats = [c for panel in page.panels for i in panel.indicators for c in load_catalogue().indicators[i].caveats]
    assert [*cautions, *caveats, *page.missing], "a page says what to be careful of"


def test_no_two_pages_share_a_title() -> None:
    for name in ("title", "short_title"):
        used = [(page.group, getattr(page, name)) for page in PAGES.values()]
        assert len(used) == len(set(used)), name


# The words beside the pages


def words_with(tmp_path: Path, file: str, change: Callable[[dict[str, Any]], None]) -> str:
    """What is said of a copy of the definitions with a file of words changed."""
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    path = folder / "words" / file
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content), "utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_words(load_catalogue(folder))
    return str(fault.value)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("indicators", ["nothing"], "glossary.yaml: twenty-weeks: there is no indicator 'nothing'"),
        ("dashboards", ["nothing"], "glossary.yaml: twenty-weeks: there is no dashboard 'nothing'"),
        ("words", ["nothing"], "glossary.yaml: twenty-weeks: there is no word 'nothing'"),
        ("words", ["twenty-weeks"], "glossary.yaml: twenty-weeks: there is no word 'twenty-weeks'"),
        ("pages", ["nowhere"], "entries.0.pages.0: Input should be 'reference'"),
        ("word", "Amendment", "explained twice: amendment"),
        ("sense", "x", "entries.0.sense: Extra inputs are not permitted"),
    ],
)
def test_a_glossary_entry_that_leads_nowhere_is_refused(tmp_path: Path, field: str, value: Any, told: str) -> None:
    assert told in words_with(tmp_path, "glossary.yaml", lambda found: found["entries"][0].update({field: value}))


def test_search_words_that_name_nothing_are_refused(tmp_path: Path) -> None:
    told = words_with(
        tmp_path, "search.yaml", lambda found: found.update(start=["no-page"], area_names={"E09999999": ["atlantis"]})
    )
    assert "search.yaml: start: there is no dashboard 'no-page'" in told
    assert "search.yaml: area_names: unknown area 'E09999999'" in told


def test_a_changed_word_or_page_asks_for_no_new_build(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    before = load_catalogue(folder).sha256
    for name in ("words/glossary.yaml", "dashboards/plans/placements.yaml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
    assert load_catalogue(folder).sha256 == before


def test_the_glossary_is_plain_and_in_british_english() -> None:
    for entry in load_words(load_catalogue()).glossary.values():
        assert not AMERICAN.search(entry.meaning), entry.id
        assert entry.meaning.endswith("."), entry.id
        assert len(entry.meaning.split()) <= 60, entry.id
        assert max(len(sentence.split()) for sentence in re.split(r"[.:;] ", entry.meaning)) <= 36, entry.id


@pytest.mark.parametrize("name", ["dsg", "no-such-page"])
def test_the_front_page_of_a_heading_takes_only_its_own_pages(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    path = folder / "dashboards" / "groups.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[ehc-plan-needs,", f"[{name},"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=f"plans: front_page: '{name}' is no page of this group"):
        load_dashboards(load_catalogue(folder))


def test_advice_for_whoever_runs_the_site_needs_words_for_readers_beside_it() -> None:
    with pytest.raises(ValueError, match="say in 'means' what a reader must know"):
        Missing(what="It is not here at all.", how_to_load="Fetch it: docs/how-to/fetch-data.md says how.")
    told = Missing(what="It is not here at all.", how_to_load="Nobody publishes it by authority.")
    assert told.advice == told.how_to_load
