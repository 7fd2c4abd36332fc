"""The client asks as the service wants to be asked, and gives back typed answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.warehouse.fetchers import Addresses, EesClient, FetchError, Transport
from goldenthread.warehouse.fetchers.faults import NotThere, QueryNoResults, QueryWarned, ServiceRefused, UnknownAnswer
from tests.fakes import ees_records as records
from tests.fakes.ees_records import DATA_SET_ID, FILTER_OPTIONS, PUBLICATION_ID
from tests.fakes.ees_service import EesService
from tests.fakes.web_server import Reply, json_reply

from .conftest import QUICK


def test_publications_are_found_by_their_title(service: EesService, client: EesClient) -> None:
    service.publications = [records.publication(1), records.publication(2, title="Absence from school")]
    assert [found.title for found in client.list_publications("absence")] == ["Absence from school"]


def test_a_search_too_short_for_the_service_is_refused_before_it_is_sent(
    service: EesService, client: EesClient
) -> None:
    with pytest.raises(FetchError, match="at least three letters"):
        client.list_publications("eh")
    assert service.requests == []


def test_a_publication_has_its_title_and_its_data_sets(client: EesClient) -> None:
    assert client.get_publication(PUBLICATION_ID).slug == "plans-and-pupils-0"
    assert [found.id for found in client.list_data_sets(PUBLICATION_ID)] == [DATA_SET_ID]


@settings(max_examples=40, deadline=None)
@given(total=st.integers(0, 45), page_size=st.integers(1, 40))
def test_every_publication_is_listed_exactly_once_whatever_the_page_size(total: int, page_size: int) -> None:
    titles = [f"Title {number:03d}" for number in range(total)]
    publications = [records.publication(number + 1, title=title) for number, title in enumerate(titles)]
    with EesService(publications=publications) as service, Transport(QUICK) as transport:
        client = EesClient(Addresses.choose(service.base_url), transport)
        assert [found.title for found in client.list_publications(page_size=page_size)] == titles


@settings(max_examples=40, deadline=None)
@given(total=st.integers(1, 60), page_size=st.integers(1, 70))
def test_every_row_of_a_query_comes_exactly_once_whatever_the_page_size(total: int, page_size: int) -> None:
    with EesService(rows=[records.row(n) for n in range(total)]) as service, Transport(QUICK) as transport:
        client = EesClient(Addresses.choose(service.base_url), transport)
        rows = list(client.query(DATA_SET_ID, {}, page_size=page_size))
    assert [row.values[records.INDICATOR] for row in rows] == ["x", *map(str, range(1, total))]


def test_the_page_goes_in_the_body_of_a_query_and_the_version_in_its_address(
    service: EesService, client: EesClient
) -> None:
    list(client.query(DATA_SET_ID, {"criteria": {"geographicLevels": {"eq": "LA"}}}, version="1.1", page_size=2))
    asked = service.asked("/query")
    assert [(r.body["page"], r.body["pageSize"]) for r in asked] == [(1, 2), (2, 2)]
    assert all(r.query == {"dataSetVersion": ["1.1"]} for r in asked)
    assert all(r.body["criteria"] == {"geographicLevels": {"eq": "LA"}} for r in asked)


def test_a_withheld_value_stays_text_and_is_never_a_number(client: EesClient) -> None:
    first = next(client.query(DATA_SET_ID, {}))
    assert first.values[records.INDICATOR] == "x"
    assert (first.time_period.code, first.time_period.period) == ("AY", "2024/2025")


def test_a_query_that_matches_nothing_is_its_own_error(client: EesClient, service: EesService) -> None:
    service.rows = []
    with pytest.raises(QueryNoResults, match="matches no rows"):
        list(client.query(DATA_SET_ID, {}))


def test_unknown_ids_are_a_failure_although_the_service_only_warns(client: EesClient) -> None:
    question = {"criteria": {"filters": {"in": [FILTER_OPTIONS[0], "zz999"]}}}
    with pytest.raises(QueryWarned, match=r"zz999.*FiltersNotFound.*meta") as fault:
        list(client.query(DATA_SET_ID, question))
    assert fault.value.codes == ("FiltersNotFound",)


def test_unknown_ids_alone_are_told_as_such_and_not_as_an_empty_answer(client: EesClient) -> None:
    with pytest.raises(QueryWarned) as fault:
        list(client.query(DATA_SET_ID, {"criteria": {"filters": {"in": ["zz999"]}}}))
    assert not isinstance(fault.value, QueryNoResults)
    assert fault.value.codes == ("FiltersNotFound", "QueryNoResults")


def test_a_query_with_debug_is_refused_since_it_mixes_labels_into_ids(client: EesClient) -> None:
    with pytest.raises(FetchError, match="debug"):
        client.query(DATA_SET_ID, {"debug": True})


def test_data_that_changes_between_pages_is_noticed(service: EesService, client: EesClient) -> None:
    rows = client.query(DATA_SET_ID, {}, page_size=2)
    next(rows)
    service.rows = [*service.rows, records.row(9)]
    with pytest.raises(UnknownAnswer, match="the data changed between pages"):
        list(rows)


def test_a_service_that_promises_more_than_it_gives_is_noticed(service: EesService, client: EesClient) -> None:
    paging = {"page": 1, "pageSize": 20, "totalResults": 5, "totalPages": 1}
    service.once = [("/publications", json_reply({"paging": paging, "results": [records.publication()]}))]
    with pytest.raises(UnknownAnswer, match="gave 1 of 5 results"):
        list(client.list_publications())


def test_the_meta_has_the_ids_that_a_query_is_made_of(client: EesClient) -> None:
    meta = client.get_meta(DATA_SET_ID, "1.1")
    assert tuple(option.id for option in meta.filters[0].options) == FILTER_OPTIONS
    assert meta.locations[1].options[0].old_code == "316"
    assert meta.indicators[0].decimal_places == 0


def test_parts_of_the_meta_can_be_asked_for_alone(service: EesService, client: EesClient) -> None:
    meta = client.get_meta(DATA_SET_ID, types=("Indicators", "TimePeriods"))
    assert service.requests[-1].query == {"types": ["Indicators", "TimePeriods"]}
    assert (len(meta.indicators), meta.locations) == (1, ())


def test_versions_come_newest_first_over_all_pages(client: EesClient) -> None:
    assert [found.version for found in client.list_versions(DATA_SET_ID, page_size=2)] == ["2.0", "1.1", "1.0"]


@pytest.mark.parametrize("asked, exact", [("1.0", "1.0"), ("1.1", "1.1"), ("1.*", "1.1"), ("*", "2.0")])
def test_a_version_asked_for_is_answered_with_its_exact_number(asked: str, exact: str, client: EesClient) -> None:
    assert client.get_version(DATA_SET_ID, asked).version == exact


def test_what_a_version_changed_is_told_thing_by_thing(client: EesClient) -> None:
    changes = client.get_changes(DATA_SET_ID, "2.0")
    assert changes.major_changes.geographic_levels is not None
    (lost,) = changes.major_changes.geographic_levels
    assert (lost.previous_state, lost.current_state) == ({"code": "REG", "label": "Regional"}, None)
    assert changes.minor_changes.filter_options is not None
    assert changes.minor_changes.filter_options[0].filter is not None


def test_the_problem_the_service_tells_is_passed_on_with_its_place(service: EesService, client: EesClient) -> None:
    with pytest.raises(ServiceRefused) as fault:
        list(client.query(DATA_SET_ID, {}, page_size=20_000))
    message = str(fault.value)
    assert f"{service.base_url}/v1/data-sets/{DATA_SET_ID}/query answered 400" in message
    assert "One or more validation errors occurred; pageSize: Must be between 1 and 10000. Correct" in message


def test_what_is_not_there_says_which_address_and_what_to_check(client: EesClient) -> None:
    with pytest.raises(NotThere, match=r"data-sets/0.* answered 404: Not Found\. Check the id") as fault:
        client.get_data_set(records.make_id(5))
    assert fault.value.status == 404


def test_a_version_that_is_not_public_says_so(service: EesService, client: EesClient) -> None:
    service.once = [("/versions", json_reply(records.problem(403, "Forbidden"), 403))]
    with pytest.raises(ServiceRefused, match="withdrawn or not yet public"):
        client.get_version(DATA_SET_ID, "1.0")


@pytest.mark.parametrize(
    "content", [b"<html>Please sign in</html>", b"", b"\xff\xfe"], ids=["page", "nothing", "bytes"]
)
def test_an_answer_that_is_no_json_is_refused_plainly(content: bytes, service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", Reply(200, content, {"Content-Type": "text/html"}))]
    with pytest.raises(UnknownAnswer, match="did not answer with JSON"):
        client.get_data_set(DATA_SET_ID)


def test_an_answer_in_another_form_names_the_field(service: EesService, client: EesClient) -> None:
    body = records.data_set()
    del body["title"]
    service.once = [("/data-sets", json_reply(body))]
    with pytest.raises(UnknownAnswer, match=r"title: Field required"):
        client.get_data_set(DATA_SET_ID)


def test_fields_that_the_service_adds_later_do_no_harm(service: EesService, client: EesClient) -> None:
    service.once = [("/data-sets", json_reply(records.data_set(colour="green")))]
    assert client.get_data_set(DATA_SET_ID).title == "Plans by need"
