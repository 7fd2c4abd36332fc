"""Lists and single things of the API against the store's own answers."""

from __future__ import annotations

import pytest

from goldenthread.hub.evidence.api import records
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.dashboards import load_dashboards

from .conftest import API, Ask

LISTS = ("indicators", "areas", "releases", "dashboards", "amendments")


def _comparable(store: Store) -> tuple[str, str]:
    """Two releases of one publication that hold the same data set, older first."""
    held: dict[str, set[str]] = {}
    for file in store.files():
        held.setdefault(file.source, set()).add(file.release)
    for publication in store.catalogue.publications.values():
        for releases in held.values():
            found = [release.id for release in publication.releases if release.id in releases]
            if len(found) > 1:
                return found[0], found[1]
    pytest.fail("the shipped figures hold no two releases of one data set")


def test_the_first_address_names_the_build_and_leads_everywhere(ask: Ask, store: Store) -> None:
    told = ask("")
    assert told["build"] == store.build.id
    assert "Open Government Licence" in told["licence"]
    assert set(LISTS) < set(told["links"])
    for name, path in told["links"].items():
        ask(path, **({"indicator": "ehc-plans"} if name == "observations" else {}))


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_hold_everything_once(ask: Ask, name: str) -> None:
    whole = ask(name, limit=5000)["items"]
    told = ask(name, limit=7)
    seen = told["items"]
    while told["next"]:
        told = ask(told["next"])
        seen += told["items"]
    assert seen == whole
    assert len(whole) == told["total"] > 0


def test_indicators_are_those_of_the_definitions(ask: Ask, store: Store) -> None:
    assert [item["id"] for item in ask("indicators", limit=5000)["items"]] == list(store.catalogue.indicators)


def test_indicators_of_a_theme_with_words(ask: Ask, store: Store) -> None:
    items = ask("indicators", theme="timeliness", q="20 WEEKS", limit=5000)["items"]
    assert "ehc-plans-issued-in-20-weeks" in {item["id"] for item in items}
    assert {item["theme"] for item in items} == {"timeliness"}
    assert len(items) < sum(i.theme == "timeliness" for i in store.catalogue.indicators.values())


@pytest.mark.parametrize("name", ["ehc-plans", "ehc-plans-issued-in-20-weeks", "ehc-plans-growth"])
def test_an_indicator_in_full_says_what_it_offers(ask: Ask, store: Store, name: str) -> None:
    told, known = ask(f"indicators/{name}"), store.catalogue.indicator(name)
    assert (told["definition"], told["direction"], told["caveats"]) == (
        known.definition, known.direction, list(known.caveats),
    )  # fmt: skip
    assert told["periods"] == list(store.periods(name))
    assert told["sources"]
    assert {source["id"] for source in told["sources"]} <= {file.source for file in store.files()}


def test_every_breakdown_on_offer_has_figures(ask: Ask) -> None:
    for key in ask("indicators/ehc-plans")["breakdowns"][:12]:
        assert ask("observations", indicator="ehc-plans", area="London", breakdown=key)["total"] > 0


def test_every_indicator_in_full_is_as_described(ask: Ask, store: Store) -> None:
    for name in list(store.catalogue.indicators)[::6]:
        records.IndicatorInFull.model_validate(ask(f"indicators/{name}"))


def test_areas_of_a_level_and_of_a_larger_area(ask: Ask, store: Store) -> None:
    regions = ask("areas", level="region", limit=5000)["items"]
    assert [item["code"] for item in regions] == [area.code for area in store.areas("region")]
    boroughs = ask("areas", **{"in": "London"}, limit=5000)["items"]
    assert [item["code"] for item in boroughs] == list(store.members("E12000007"))
    assert len(boroughs) == 33


def test_an_authority_names_its_neighbours_and_a_larger_area_its_authorities(ask: Ask, store: Store) -> None:
    camden, london = ask("areas/E09000007"), ask("areas/E12000007")
    assert [each["code"] for each in camden["neighbours"]] == [n.neighbour_code for n in store.neighbours("E09000007")]
    assert camden["authorities"] == []
    assert london["authorities"] == list(store.members("E12000007"))


def test_a_number_finds_the_same_area(ask: Ask) -> None:
    assert ask("areas/202")["code"] == "E09000007"


def test_releases_with_their_files(ask: Ask, store: Store) -> None:
    items = ask("releases", limit=5000)["items"]
    assert [(item["id"], item["cells"]) for item in items] == [(r.id, r.observations) for r in store.releases()]
    told = ask(f"releases/{items[0]['id']}")
    assert {file["sha256"] for file in told["files"]} == {f.sha256 for f in store.files() if f.release == told["id"]}


def test_changes_between_releases_are_the_stores_own_page_by_page(ask: Ask, store: Store) -> None:
    older, newer = _comparable(store)
    known = store.changes(older, newer)
    told = ask(f"releases/{older}/changes/{newer}", limit=50, offset=max(0, len(known) - 20))
    assert told["total"] == len(known)
    assert [(c["area"]["code"], c["kind"], c["old"]["value"], c["new"]["value"]) for c in told["items"]] == [
        (c.area_code, c.kind, c.old_value, c.new_value) for c in known[-20:]
    ]


def test_releases_without_a_data_set_in_common_are_not_compared(ask: Ask, store: Store) -> None:
    held: dict[str, set[str]] = {}
    for file in store.files():
        held.setdefault(file.release, set()).add(file.source)
    first = next(iter(held))
    other = next(release for release in held if held[release].isdisjoint(held[first]))
    assert "in common" in ask(f"releases/{first}/changes/{other}", expected=404)["detail"]


def test_dashboards_are_those_of_the_definitions_with_their_panels(ask: Ask, store: Store) -> None:
    pages = load_dashboards(store.catalogue).pages
    assert [item["id"] for item in ask("dashboards", limit=5000)["items"]] == list(pages)
    for name, page in pages.items():
        told = ask(f"dashboards/{name}")
        assert [panel["indicators"] for panel in told["panels"]] == [list(panel.indicators) for panel in page.panels]
        records.DashboardInFull.model_validate(told)


def test_the_ledger_has_both_values_and_who_stands_for_them(ask: Ask, store: Store) -> None:
    for item in ask("amendments", limit=5000)["items"]:
        entry = store.catalogue.amendments[item["id"]]
        assert (item["published_value"], item["used_value"]) == (entry.published_value, entry.used_value)
        assert len(item["approved_by"]) >= 2


def test_the_description_names_every_address_and_its_faults(ask: Ask) -> None:
    description = ask("openapi.json")
    assert description["openapi"].startswith("3.1")
    assert {f"{API}{name}" for name in (*LISTS, "observations")} < set(description["paths"])
    for [(method, operation)] in (methods.items() for methods in description["paths"].values()):
        responses = operation["responses"]
        too_long = {"413"} if method == "post" else set()
        assert {"200", "400", "404", "410", "422", "429", "503"} | too_long == set(responses)
        assert all(
            list(response["content"]) == ["application/problem+json"]
            for code, response in responses.items()
            if code != "200"
        )
