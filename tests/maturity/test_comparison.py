"""What is shown of other partnerships, and the attacks it withstands: sums and differences of everything ever shown."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.hub.maturity.comparison import Comparison, Counted, Round, Table, comparison, is_safe

INNER, OUTER = frozenset("abcdef"), frozenset("uvwxyz")
PARTS = {"Inner London": INNER, "Outer London": OUTER}
NOBODY: frozenset[str] = frozenset()


def of(partnership: str, cycle: int = 1, level: int = 2) -> Counted:
    return Counted(partnership, cycle, (("leading", level),))


def a_round(*counted: Counted, made_on: str = "3 March 2026") -> Round:
    return Round(made_on, frozenset(counted))


def ask(*rounds: Round, own: str = "", sharing: str | None = None) -> Comparison:
    now = frozenset(each.partnership for each in rounds[-1].counted) if sharing is None else frozenset(sharing)
    return comparison(rounds, frozenset(own), now, PARTS, 4)


def areas(found: Comparison) -> list[str]:
    return [table.area for table in found.tables]


def test_three_others_are_counted_level_by_level() -> None:
    found = ask(a_round(of("a", level=0), of("b", level=2), of("c", level=2)))
    assert found.tables[0].by_pillar == (("leading", (1, 0, 2, 0, 0)),)
    assert (found.tables[0].others, found.made_on) == (3, "3 March 2026")


def test_two_others_are_not() -> None:
    found = ask(a_round(of("a"), of("b")))
    assert found.tables == ()
    assert "at least three other partnerships" in found.why_not


def test_the_reader_s_own_is_not_one_of_the_three() -> None:
    assert ask(a_round(of("a"), of("b"), of("c")), own="a").tables == ()
    assert ask(a_round(of("a"), of("b"), of("c"), of("d")), own="a").tables[0].others == 3


def test_a_reader_who_knows_several_partnerships_sees_the_rest_only_where_three_are_left() -> None:
    everyone = a_round(*(of(name) for name in "abcde"))
    assert ask(everyone, own="abc").tables == ()
    assert ask(everyone, own="ab").tables[0].others == 3


def test_parts_of_london_are_shown_where_each_has_three() -> None:
    assert areas(ask(a_round(*(of(name) for name in "abcuvw")))) == ["London", "Inner London", "Outer London"]


def test_parts_are_not_shown_where_one_has_fewer_since_the_other_would_be_left_over() -> None:
    assert areas(ask(a_round(*(of(name) for name in "abcduv")))) == ["London"]


def test_one_that_joins_later_does_not_show_in_the_difference() -> None:
    first, then = a_round(of("a"), of("b"), of("c"), made_on="first"), a_round(*(of(n) for n in "abcd"), made_on="then")
    assert ask(first, then).made_on == "first"


def test_three_that_join_together_do() -> None:
    first, then = a_round(*(of(n) for n in "abc"), made_on="first"), a_round(*(of(n) for n in "abcdef"), made_on="then")
    assert ask(first, then).made_on == "then"


def test_three_that_joined_one_after_another_are_shown_once_they_are_three() -> None:
    steps = [a_round(*(of(n) for n in "abcdef"[:size]), made_on=str(size)) for size in (3, 4, 5, 6)]
    assert [ask(*steps[: n + 1]).made_on for n in range(4)] == ["3", "3", "3", "6"]


def test_a_single_new_cycle_does_not_show_in_the_difference() -> None:
    first = a_round(*(of(n) for n in "abcd"), made_on="first")
    then = a_round(of("a", cycle=2, level=4), *(of(n) for n in "bcd"), made_on="then")
    assert ask(first, then).made_on == "first"


def test_one_that_withdraws_is_no_longer_shown_and_cannot_be_worked_out() -> None:
    first, then = a_round(*(of(n) for n in "abcd")), a_round(*(of(n) for n in "abc"))
    found = ask(first, then)
    assert found.tables == ()
    assert "no longer shares" in found.why_not


def test_one_that_withdraws_and_comes_back_unchanged_shows_what_was_shown_before() -> None:
    first, then = a_round(*(of(n) for n in "abcd"), made_on="first"), a_round(*(of(n) for n in "abc"))
    assert ask(first, then, first).made_on == "first"


def test_three_that_join_apart_show_in_the_whole_and_not_in_the_parts() -> None:
    first = a_round(*(of(n) for n in "abcuvw"), made_on="first")
    then = a_round(*(of(n) for n in "abcd"), *(of(n) for n in "uvwxy"), made_on="then")  # one joins here, two there
    assert areas(ask(first)) == ["London", "Inner London", "Outer London"]
    found = ask(first, then)
    assert (found.made_on, areas(found)) == ("then", ["London"])
    assert is_safe(tables_shown([first, then], NOBODY))


def test_before_anybody_shares_there_is_nothing_and_it_is_said_why() -> None:
    assert comparison((), NOBODY, NOBODY, PARTS, 4).why_not != ""


# ------------------------------------------------------------------ the attack


def tables_shown(rounds: Sequence[Round], own: frozenset[str]) -> list[Table]:
    """Everything a reader who looks after every round has seen, as the sets of answers that were counted."""
    seen: list[Table] = []
    for size in range(1, len(rounds) + 1):
        told = rounds[:size]
        sharing = frozenset(answers.partnership for answers in told[-1].counted)
        found = comparison(told, own, sharing, PARTS, 4)
        for table in found.tables:
            shown = next(each for each in reversed(told) if each.made_on == found.made_on)
            members = {"London": INNER | OUTER, **PARTS}[table.area] - own
            counted = frozenset(answers for answers in shown.counted if answers.partnership in members)
            assert len(counted) == table.others
            seen.append(counted)
    return seen


def can_be_worked_out(tables: Sequence[Table], wanted: frozenset[Counted]) -> bool:
    """Whether some sum of tables, each taken any number of times or away, counts exactly `wanted`: plain elimination."""
    everything = sorted(frozenset[Counted]().union(*tables, wanted), key=repr)
    rows = [[Fraction(int(each in table)) for each in everything] for table in {*tables}]
    target = [Fraction(int(each in wanted)) for each in everything]
    done = 0
    for column in range(len(everything)):
        pivot = next((row for row in range(done, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done]
        for row in [*rows[done + 1 :], target]:
            factor = row[column] / head[column]
            row[:] = [value - factor * top for value, top in zip(row, head, strict=True)]
        done += 1
    return not any(target)


def test_the_attack_itself_finds_what_is_left_over() -> None:
    inner, all_of_them = frozenset([of("a"), of("b"), of("c")]), frozenset([of("a"), of("b"), of("c"), of("u")])
    assert can_be_worked_out([all_of_them, inner], frozenset([of("u")]))
    assert not can_be_worked_out([all_of_them], frozenset([of("u")]))


histories = st.lists(
    st.dictionaries(st.sampled_from("abcdefuvwxyz"), st.tuples(st.integers(1, 3), st.integers(0, 4)), max_size=12),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(histories, st.frozensets(st.sampled_from("abcuvw"), max_size=3))
def test_no_sum_of_everything_ever_shown_tells_of_one_or_two_partnerships(
    history: list[dict[str, tuple[int, int]]], own: frozenset[str]
) -> None:
    rounds = [
        a_round(*(of(name, cycle, level) for name, (cycle, level) in told.items()), made_on=str(place))
        for place, told in enumerate(history)
    ]
    tables = tables_shown(rounds, own)
    everything = frozenset[Counted]().union(*tables)
    for size in (1, 2):
        for few in itertools.combinations(sorted(everything, key=repr), size):
            assert not can_be_worked_out(tables, frozenset(few))


@settings(max_examples=100, deadline=None)
@given(histories)
def test_counts_add_up_to_the_partnerships_that_were_counted(history: list[dict[str, tuple[int, int]]]) -> None:
    rounds = [
        a_round(*(of(name, cycle, level) for name, (cycle, level) in told.items()), made_on=str(place))
        for place, told in enumerate(history)
    ]
    for table in ask(*rounds).tables:
        assert [sum(counts) for _, counts in table.by_pillar] == [table.others]
