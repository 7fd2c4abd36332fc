"""How judgements differ, in words."""

from __future__ import annotations

import pytest

from goldenthread.hub.maturity.differences import beside_agreed, differ, in_words

LEVELS = ("Emerging", "Developing", "Established", "Leading")
COUNCIL, FORUM, ICB = "authority", "forum", "icb"


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        ([], "Nobody has judged this yet."),
        ([(COUNCIL, None)], "Nobody has judged this yet."),
        ([(COUNCIL, 3)], "1 person judges Established."),
        ([(COUNCIL, 3), (FORUM, 3)], "2 judge Established."),
        (
            [(COUNCIL, 3), (COUNCIL, 3), (ICB, 3), (FORUM, 1)],
            "3 judge Established, 1 Emerging; the forum lower than the council; the forum lower than the ICB.",
        ),
        ([(COUNCIL, 1), (COUNCIL, 4), (FORUM, 2)], "1 person judges Leading, 1 Developing and 1 Emerging."),
        ([(COUNCIL, 2), (FORUM, None)], "1 person judges Developing, 1 not judged."),
        (
            [("setting", 1), (COUNCIL, 2)],
            "1 person judges Developing, 1 Emerging; schools and settings lower than the council.",
        ),
    ],
)
def test_differences_are_told_in_a_sentence(judged: list[tuple[str, int | None]], words: str) -> None:
    assert in_words(judged, LEVELS) == words


@pytest.mark.parametrize(
    ("judged", "agreed", "words"),
    [
        ([(COUNCIL, 3), (FORUM, 3)], 3, ""),
        ([], 3, ""),
        ([(COUNCIL, 2), (FORUM, 3)], 2, "the council lower than the forum"),
        ([(COUNCIL, 2), (COUNCIL, 3)], 3, "people judge it differently"),
        ([(COUNCIL, 1), (FORUM, 2)], 3, "the council lower than the forum; the agreed level is what nobody judged"),
        ([(COUNCIL, 2)], 3, "the agreed level is what nobody judged"),
        ([(COUNCIL, 2)], None, ""),
    ],
)
def test_what_an_agreement_hides_is_told(judged: list[tuple[str, int | None]], agreed: int | None, words: str) -> None:
    assert beside_agreed(judged, agreed) == words


def test_the_same_level_is_no_difference_and_not_judging_is_none_either() -> None:
    assert not differ([(COUNCIL, 2), (FORUM, 2), (ICB, None)])
    assert differ([(COUNCIL, 2), (FORUM, 3)])
