"""The public API, asked as a program would ask it, beside what the store itself answers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, override_settings

from goldenthread.hub.ui.interface import wording
from goldenthread.warehouse import Store
from goldenthread.warehouse.definitions.dashboards import load_dashboards

V1 = "/api/v1"
CAMDEN, LONDON = "E09000007", "E12000007"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    caches["limits"].clear()


def told(answer: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.content)
    return found


def ask(site: Client, path: str, **query: Any) -> dict[str, Any]:
    answer = site.get(f"{V1}{path}", query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/json"
    return told(answer)


# ------------------------------------------------------------------ lists and things


def test_the_start_names_the_build_and_where_everything_is(site: Client, store: Store) -> None:
    start = ask(site, "/")
    assert (start["build"], start["observations"]) == (store.build.id, store.build.observations)
    for path in start["links"].values():
        needed = {"indicator": "ehc-plans"} if path.endswith("observations") else {}
        assert site.get(path, needed).status_code == 200, path


def test_every_indicator_is_listed_once_and_has_an_address_of_its_own(site: Client, store: Store) -> None:
    listed = ask(site, "/indicators", limit=500)
    assert listed["total"] == len(listed["items"]) == len(store.catalogue.indicators)
    assert {item["id"] for item in listed["items"]} == set(store.catalogue.indicators)
    one = ask(site, "/indicators/ehc-plans-issued-in-20-weeks")
    known = store.catalogue.indicator("ehc-plans-issued-in-20-weeks")
    assert (one["definition"], one["caveats"]) == (known.definition, list(known.caveats))
    assert one["periods"] == list(store.periods(known.id))
    assert "total" in one["breakdowns"]
    assert site.get(one["page"]).status_code == 200


def test_indicators_are_found_by_theme_and_by_words(site: Client, store: Store) -> None:
    themed = ask(site, "/indicators", theme="finance", limit=500)["items"]
    assert {item["id"] for item in themed} == {
        i.id for i in store.catalogue.indicators.values() if i.theme == "finance"
    }
    assert "ehc-plans-issued-in-20-weeks" in {item["id"] for item in ask(site, "/indicators", q="20 WEEKS")["items"]}


def test_an_area_is_known_by_its_code_its_number_and_its_name(site: Client, store: Store) -> None:
    by_code, by_number = ask(site, f"/areas/{CAMDEN}"), ask(site, "/areas/202")
    assert by_code == by_number
    assert [n["code"] for n in by_code["neighbours"]] == [n.neighbour_code for n in store.neighbours(CAMDEN)]
    assert ask(site, f"/areas/{LONDON}")["authorities"] == list(store.members(LONDON))
    inside = ask(site, "/areas", **{"in": "London"})["items"]
    assert [item["code"] for item in inside] == list(store.members(LONDON))
    assert {item["level"] for item in ask(site, "/areas", level="region")["items"]} == {"region"}


def test_releases_have_their_files_and_what_changed_between_them(site: Client, store: Store) -> None:
    releases = ask(site, "/releases", limit=500)["items"]
    assert {r["id"] for r in releases} == {r.id for r in store.releases()}
    one = ask(site, "/releases/ehc-plans-2025-corrected")
    assert {f["file"] for f in one["files"]} == {f.path for f in store.files() if f.release == one["id"]}
    changed = ask(site, "/releases/ehc-plans-2025-first/changes/ehc-plans-2025-corrected", limit=50)
    assert changed["total"] == len(store.changes("ehc-plans-2025-first", "ehc-plans-2025-corrected"))
    assert {"kind", "old", "new", "area", "measure"} <= set(changed["items"][0])


def test_every_dashboard_is_there_with_its_panels(site: Client, store: Store) -> None:
    pages = load_dashboards(store.catalogue).pages
    assert {item["id"] for item in ask(site, "/dashboards", limit=200)["items"]} == set(pages)
    one = ask(site, "/dashboards/dsg")
    assert [panel["indicators"] for panel in one["panels"]] == [list(panel.indicators) for panel in pages["dsg"].panels]


def test_the_amendments_ledger_gives_reason_and_evidence(site: Client) -> None:
    [newham] = [a for a in ask(site, "/amendments")["items"] if a["id"] == "newham-ehc-plans-january-2025"]
    assert (newham["published_value"], newham["used_value"]) == (1199, 3000)
    assert newham["reason"]
    assert newham["evidence"]


# ------------------------------------------------------------------ observations


def test_a_figure_is_the_stores_with_its_cells_and_the_page_that_explains_it(site: Client, store: Store) -> None:
    [item] = ask(site, "/observations", indicator="ehc-plans-issued-in-20-weeks", area=CAMDEN, period="2024")["items"]
    [own] = store.query("ehc-plans-issued-in-20-weeks", [CAMDEN], ["2024"])
    assert (item["value"], item["numerator"], item["denominator"]) == (own.value, own.numerator, own.denominator)
    assert item["absence"] is None
    cell = own.cells["numerator"]
    assert item["cells"]["numerator"]["row"] == cell.row
    assert item["cells"]["numerator"]["file"] == cell.file
    assert site.get(item["about"]).status_code == 200


def test_an_absence_is_null_with_its_symbol_and_its_meaning(site: Client) -> None:
    [item] = ask(site, "/observations", indicator="ehc-plans-issued-in-20-weeks", area="Lewisham", period="2024")[
        "items"
    ]
    assert item["value"] is None
    assert item["absence"]["status"] == "x"
    assert item["absence"]["meaning"] == wording.NO_FIGURE["x"]


def test_amended_and_published_figures_and_coverage(site: Client, store: Store) -> None:
    asked = {"indicator": "ehc-plans", "area": "London", "period": "2025"}
    [amended], [published] = (
        ask(site, "/observations", **asked)["items"],
        ask(site, "/observations", **asked, figures="published")["items"],
    )
    assert (amended["value"], published["value"]) == (100_917, 99_116)
    assert amended["amendment"]
    assert amended["coverage"]["expected"] == 33


def test_places_are_named_listed_by_level_or_by_what_they_lie_in(site: Client, store: Store) -> None:
    def codes(**asked: Any) -> set[str]:
        items = ask(site, "/observations", indicator="ehc-plans", period="2025", limit=500, **asked)["items"]
        return {item["area"]["code"] for item in items}

    assert codes(area="Camden,Barnet") == codes(area=["Camden", "E09000003"]) == {CAMDEN, "E09000003"}
    assert codes(level="country") == {"E92000001"}
    assert codes(**{"in": "London"}) == {*store.members(LONDON), LONDON}


def test_years_bound_the_periods(site: Client) -> None:
    asked = {"indicator": "ehc-plans", "area": CAMDEN, "from": 2022, "to": 2024}
    assert {i["period"] for i in ask(site, "/observations", **asked)["items"]} == {"2022", "2023", "2024"}


def test_breakdowns_are_asked_by_topic_and_item(site: Client, store: Store) -> None:
    [item] = ask(site, "/observations", indicator="ehc-plans", area=CAMDEN, period="2025", breakdown="age=age-10")[
        "items"
    ]
    assert item["value"] == store.query("ehc-plans", [CAMDEN], ["2025"], "age=age-10")[0].value
    assert item["breakdown_label"] == "10"


@pytest.mark.parametrize("order", ["value", "-value", "name", "-period,area", "indicator,-value"])
def test_figures_come_in_the_order_asked_for_with_the_absent_last(site: Client, order: str) -> None:
    asked = {"indicator": "ehc-plans-issued-in-20-weeks", "in": "London", "period": "2024", "sort": order, "limit": 100}
    items = ask(site, "/observations", **asked)["items"]
    values = [item["value"] for item in items]
    if order.endswith("value"):
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse="-value" in order)
        assert values[len(known) :] == [None] * (len(values) - len(known))
        assert len(known) < len(values)
    elif order == "name":
        names = [item["area"]["name"] for item in items]
        assert names == sorted(names)


def test_pages_together_are_the_whole_once_and_stay_with_one_build(site: Client, store: Store) -> None:
    seen: list[tuple[str, str]] = []
    page = ask(site, "/observations", indicator="ehc-plans", **{"in": "London"}, limit=77)
    while True:
        seen += [(item["area"]["code"], item["period"]) for item in page["items"]]
        if page["next"] is None:
            break
        assert f"build={store.build.id}" in page["next"]
        page = told(site.get(page["next"]))
    assert len(seen) == len(set(seen)) == page["total"]


def test_the_same_figures_come_as_csv(site: Client, store: Store) -> None:
    answer = site.get(f"{V1}/observations", {"indicator": "ehc-plans", "area": CAMDEN, "format": "csv", "limit": 500})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    own = store.query("ehc-plans", [CAMDEN])
    assert [(row["value"] and float(row["value"])) or None for row in rows] == [o.value or None for o in own]
    assert [row["status"] for row in rows] == [o.status for o in own]


# ------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    "path, status, words",
    [
        ("/indicators/ehc-plan", 404, "Did you mean ehc-plans"),
        ("/indicators?theme=astrology", 404, "There are: "),
        ("/indicators?perod=2025", 400, "There are here: build, limit"),
        ("/areas/E09999999", 404, "There is no area"),
        ("/areas?level=region&in=London", 400, "Keep one of them"),
        ("/areas?level=planet", 422, "level"),
        ("/observations", 422, "indicator"),
        ("/observations?indicator=ehc-plan", 404, "Did you mean ehc-plans"),
        ("/observations?indicator=ehc-plans&area=Camdn", 404, "Did you mean Camden"),
        ("/observations?indicator=ehc-plans&period=1066", 404, "no figures for the period"),
        ("/observations?indicator=ehc-plans&breakdown=star=leo", 404, "has no breakdown by star"),
        ("/observations?indicator=ehc-plans&breakdown=age", 404, "is no breakdown"),
        ("/observations?indicator=ehc-plans&release=never", 404, "There is no release"),
        ("/observations?indicator=ehc-plans&area=Camden&level=region", 400, "two ways"),
        ("/observations?indicator=ehc-plans&in=Camden", 400, "one authority"),
        ("/observations?indicator=ehc-plans&from=2024&to=2022", 400, "Change them round"),
        ("/observations?indicator=ehc-plans&period=2024&from=2022", 400, "Keep one of them"),
        ("/observations?indicator=ehc-plans&sort=colour", 422, "sort"),
        ("/observations?indicator=ehc-plans&limit=1000000", 422, "limit"),
        ("/observations?indicator=ehc-plans&limit=0", 422, "limit"),
        ("/observations?indicator=ehc-plans&offset=-1", 422, "offset"),
        ("/observations?indicator=ehc-plans&figures=guessed", 422, "figures"),
        ("/indicators?build=000000000000", 410, "not kept"),
        ("/indicators?build=latest", 422, "build"),
        ("/releases/never", 404, "There is no release"),
        ("/releases/ehc-plans-2022/changes/never", 404, "There is no release"),
        ("/dashboards/never", 404, "There is no dashboard"),
        ("/nothing/here", 404, "/api/v1/ lists what there is"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_is_a_problem_in_plain_words(
    site: Client, path: str, status: int, words: str
) -> None:
    answer = site.get(f"{V1}{path}")
    problem = told(answer)
    assert answer.status_code == problem["status"] == status
    assert answer["Content-Type"] == "application/problem+json"
    assert words in problem["detail"]
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_ten_thousand_codes_are_refused_and_hostile_text_is_only_text(site: Client) -> None:
    many = ",".join(["E09000007"] * 10_000)
    assert site.get(f"{V1}/observations", {"indicator": "ehc-plans", "area": many}).status_code == 422
    assert site.get(f"{V1}/observations", {"indicator": "ehc-plans", "area": ["Camden"] * 10_000}).status_code in (
        400,
        422,
    )
    packed = [",".join(["Camden"] * 20)] * 150
    refused = site.get(f"{V1}/observations", {"indicator": "ehc-plans", "area": packed})
    assert (refused.status_code, "at most 200" in told(refused)["detail"]) == (400, True)
    for hostile in ("<script>alert(1)</script>", "'; DROP TABLE observation; --", "\x00", "\u202e", "a" * 199, "💥"):
        answer = site.get(f"{V1}/observations", {"indicator": hostile})
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_can_only_be_read(site: Client, method: str) -> None:
    answer = getattr(site, method)(f"{V1}/indicators")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


def test_without_figures_it_says_when_to_come_back(empty_site: Client) -> None:
    answer = empty_site.get(f"{V1}/indicators")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


# ------------------------------------------------------------------ manners


def test_programs_of_other_websites_may_read_and_do_nothing_else(site: Client) -> None:
    asked_first = site.options(f"{V1}/indicators")
    assert asked_first.status_code == 204
    assert asked_first["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    answer = site.get(f"{V1}/indicators")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Access-Control-Allow-Origin" not in site.get("/")


def test_whoever_has_the_answer_of_this_build_is_not_sent_it_again(site: Client, store: Store) -> None:
    first = site.get(f"{V1}/indicators", {"limit": 3})
    assert first["ETag"].startswith(f'"{store.build.id}-')
    again = site.get(f"{V1}/indicators", {"limit": 3}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = site.get(f"{V1}/indicators", {"limit": 4}, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_a_head_has_the_headers_and_no_body(site: Client) -> None:
    answer = site.head(f"{V1}/indicators")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"]


@override_settings(API_PER_SECOND=1, API_BURST=3)
def test_who_asks_too_often_is_told_how_long_to_wait_and_others_are_not_held_up(site: Client) -> None:
    answers = [site.get(f"{V1}/") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert answers[3]["Content-Type"] == "application/problem+json"
    assert int(answers[3]["Retry-After"]) >= 1
    assert site.get(f"{V1}/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert site.get("/reference/symbols/").status_code == 200


@override_settings(API_PER_SECOND=1, API_BURST=2)
def test_what_a_proxy_says_counts_only_where_there_is_one(site: Client) -> None:
    for name in ("192.0.2.1", "192.0.2.2"):
        site.get(f"{V1}/", headers={"X-Forwarded-For": name})
    assert site.get(f"{V1}/", headers={"X-Forwarded-For": "192.0.2.3"}).status_code == 429
    with override_settings(PROXIES=1):
        assert site.get(f"{V1}/", headers={"X-Forwarded-For": "made up, 192.0.2.3"}).status_code == 200


def test_addresses_of_readers_are_kept_nowhere_as_they_are(site: Client) -> None:
    site.get(f"{V1}/", REMOTE_ADDR="192.0.2.99")
    assert "192.0.2.99" not in repr(caches["limits"]._cache)  # type: ignore[attr-defined]


def test_the_description_names_every_address_and_its_faults(site: Client) -> None:
    description = told(site.get(f"{V1}/openapi.json"))
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == {
        "/api/v1/", "/api/v1/indicators", "/api/v1/indicators/{indicator_id}", "/api/v1/areas", "/api/v1/areas/{code}",
        "/api/v1/observations", "/api/v1/releases", "/api/v1/releases/{release_id}",
        "/api/v1/releases/{older}/changes/{newer}", "/api/v1/dashboards", "/api/v1/dashboards/{dashboard_id}",
        "/api/v1/amendments",
    }  # fmt: skip
    for path in description["paths"].values():
        assert {"200", "400", "404", "410", "422", "429", "503"} <= set(path["get"]["responses"])
