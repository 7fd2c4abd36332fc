"""The borough baseline of the 2025 release: every borough, every column, as published."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.warehouse.reader import Store, open_store

COLUMNS = (
    "plans 2019",
    "plans 2024",
    "plans 2025",
    "new",
    "requests",
    "refused %",
    "6 weeks %",
    "20 weeks %",
    "4 weeks %",
)
# Published values before any amendment; x is the publisher's own. Lewisham's 20-week figure and
# Wandsworth's 4-week figure are the corrected ones: withdrawn.
BASELINE = """
City of London|14|24|26|5|5|0|100|x|85
Barking and Dagenham|1548|2675|3063|502|639|14.9|50.8|27.7|7.2
Barnet|2372|3809|4320|765|1026|20.9|95.9|100|44.9
Bexley|1912|3075|3267|536|796|25.3|98.2|68.6|52.6
Brent|2173|3500|3791|550|705|24.1|98.6|89.3|51
Bromley|2202|4071|4395|674|1062|27.3|88.3|64.7|15
Camden|1385|1532|1607|202|246|6.5|100|96.6|44.2
Croydon|2999|4556|5232|905|1174|15.2|84.1|72.8|19.1
Ealing|2551|3720|4040|541|840|21.1|94.5|71.5|32
Enfield|2465|4741|4970|665|1023|20.3|93.4|85.1|41.6
Greenwich|1700|2738|3244|690|903|9.9|86.4|36.1|x
Hackney|1926|3525|3681|487|622|24.6|99.5|43.3|21.3
Hammersmith and Fulham|1113|1700|1779|176|320|32.5|78.9|85.4|59.8
Haringey|1877|2833|2954|204|553|31.8|90.4|84.2|32.9
Harrow|1645|2370|2689|469|538|14.1|77.5|38.7|30.9
Havering|1534|2583|3005|442|899|21.5|84.8|29.4|42
Hillingdon|2336|3503|3469|423|685|44.4|89.3|90.8|39.7
Hounslow|2290|3100|3382|400|699|30.6|88.2|79.3|33.9
Islington|1240|2035|2119|295|511|23.7|72.2|79.5|23.3
Kensington and Chelsea|617|786|819|103|127|18.9|90.5|100|46.1
Kingston upon Thames|1161|1782|1958|316|370|16.8|89|93.8|51.5
Lambeth|2424|3332|3316|392|752|34.7|52.3|87.2|37.2
Lewisham|2344|3558|3696|348|646|43.5|69.1|x|x
Merton|1712|2587|2730|424|594|20.4|99|82.3|50.2
Newham|906|2705|1199|379|1008|18.8|53.5|57.6|40.1
Redbridge|2119|3168|3391|362|694|17.6|50.6|7|x
Richmond upon Thames|1368|1842|2018|310|336|26.5|89.9|94.2|45.8
Southwark|2238|3226|3552|494|738|47.7|91.4|36|40.5
Sutton|1653|2304|2582|390|607|36.4|95.8|76.5|82.3
Tower Hamlets|2842|4463|4555|639|887|21.3|88.8|39.7|11.2
Waltham Forest|1880|3295|3663|389|796|0|85.3|50.8|x
Wandsworth|2042|2988|3175|411|574|19.3|99.8|100|x
Westminster|1084|1413|1429|149|208|24.5|92.4|100|47.6
England|353995|576474|638745|97747|154489|25.2|84.8|46.4|44.4
London|59672|93539|99116|14037|21583|23.4|84.5|66.9|39.6
"""
QUESTIONS = (
    ("ehc-plans", "2019"), ("ehc-plans", "2024"), ("ehc-plans", "2025"), ("new-ehc-plans", "2024"), ("ehc-plan-requests", "2024"),
    ("refusals-to-assess", "2024"), ("decisions-in-6-weeks", "2024"), ("ehc-plans-issued-in-20-weeks", "2024"),
    ("review-decisions-in-4-weeks", "2024"),
)  # fmt: skip
ROWS = [line.split("|") for line in BASELINE.strip().splitlines()]


@pytest.fixture(scope="module")
def store(store_folder: Path) -> Store:
    return open_store(store_folder)


@pytest.mark.parametrize("column", range(len(QUESTIONS)), ids=COLUMNS)
def test_every_borough_has_its_published_baseline_figure(store: Store, column: int) -> None:
    indicator, period = QUESTIONS[column]
    found = {o.area_name: o for o in store.query(indicator, periods=[period], published=True)}
    for name, *figures in ROWS:
        expected = figures[column]
        answer = found[name]
        assert (answer.status if answer.value is None else answer.value) == (
            "x" if expected == "x" else float(expected)
        ), name


def test_the_baseline_has_all_33_boroughs() -> None:
    assert len(ROWS) == 33 + 2
