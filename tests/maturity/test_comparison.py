"""What is shown of other partnerships, and the attacks it withstands: sums and differences of everything ever shown."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.hub.maturity.comparison import Comparison, Counted, Round, Table, comparison

INNER, OUTER = frozenset("abcdefghijk"), frozenset("stuvwxyz")
PARTS = {"Inner London": INNER, "Outer London": OUTER}
NOBODY: frozenset[str] = frozenset()


def of(partnership: str, cycle: int = 1, level: int | None = 2) -> Counted:
    return Counted(partnership, cycle, (("leading", level),))


def some(names: str, made_on: str) -> Round:
    return a_round(*(of(name) for name in names), made_on=made_on)


def a_round(*counted: Counted, made_on: str = "3 March 2026") -> Round:
    return Round(made_on, frozenset(counted))


def ask(*rounds: Round, own: str = "", sharing: str | None = None) -> Comparison:
    now = frozenset(each.partnership for each in rounds[-1].counted) if sharing is None else frozenset(sharing)
    return comparison(rounds, frozenset(own), now, PARTS, 4)


def areas(found: Comparison) -> list[str]:
    return [table.area for table in found.tables]


def test_partnerships_are_counted_level_by_level_and_not_judged_is_no_level() -> None:
    found = ask(a_round(of("a", level=None), of("b", level=0), of("c"), of("d"), of("e")))
    assert found.tables[0].by_pillar == (("leading", (1, 1, 0, 3, 0, 0)),)
    assert (found.tables[0].counted, found.tables[0].known, found.made_on) == (5, 0, "3 March 2026")


def test_four_are_not() -> None:
    found = ask(a_round(*(of(name) for name in "abcd")))
    assert found.tables == ()
    assert "at least five partnerships" in found.why_not


def test_every_reader_gets_the_same_counts_their_own_among_them() -> None:
    everyone = a_round(*(of(name) for name in "abcde"))
    assert ask(everyone, own="a").tables[0].by_pillar == ask(everyone).tables[0].by_pillar
    assert ask(everyone, own="a").tables[0].known == 1


def test_a_reader_who_knows_several_partnerships_sees_them_only_where_four_are_left() -> None:
    assert ask(a_round(*(of(name) for name in "abcdef")), own="ab").tables[0].counted == 6
    found = ask(a_round(*(of(name) for name in "abcde")), own="ab")
    assert found.tables == ()
    assert "today’s and earlier ones" in found.why_not


def test_parts_of_london_are_shown_where_each_has_five() -> None:
    assert areas(ask(a_round(*(of(name) for name in "abcdeuvwxy")))) == ["London", "Inner London", "Outer London"]


def test_parts_are_not_shown_where_one_has_fewer_since_the_other_would_be_left_over() -> None:
    assert areas(ask(a_round(*(of(name) for name in "abcdefuvwx")))) == ["London"]


def test_one_that_joins_later_does_not_show_in_the_difference() -> None:
    assert ask(some("abcde", "first"), some("abcdef", "then")).made_on == "first"


def test_those_that_joined_one_after_another_are_shown_once_they_are_five() -> None:
    steps = [some("abcdefuvwx"[:size], str(size)) for size in range(5, 11)]
    assert [ask(*steps[: n + 1]).made_on for n in range(6)] == ["5", "5", "5", "5", "5", "10"]


def test_a_single_new_cycle_does_not_show_in_the_difference() -> None:
    then = a_round(of("a", cycle=2, level=4), *(of(n) for n in "bcdef"), made_on="then")
    assert ask(some("abcdef", "first"), then).made_on == "first"


def test_one_that_withdraws_is_no_longer_shown_and_cannot_be_worked_out() -> None:
    found = ask(some("abcdef", "first"), some("abcde", "then"))
    assert found.tables == ()
    assert "no longer shares" in found.why_not


def test_one_that_withdraws_and_comes_back_unchanged_shows_what_was_shown_before() -> None:
    first = some("abcdef", "first")
    assert ask(first, some("abcde", "then"), first).made_on == "first"


def test_those_that_join_apart_show_in_the_whole_and_not_in_the_parts() -> None:
    first, then = some("abcdeuvwxy", "first"), some("abcdefghuvwxyzs", "then")  # three join here, two there
    assert areas(ask(first)) == ["London", "Inner London", "Outer London"]
    found = ask(first, then)
    assert (found.made_on, areas(found)) == ("then", ["London"])


def test_whoever_changes_from_one_partnership_to_another_works_out_nobody() -> None:
    steps = [some("bce", "1"), some("bcehi", "2"), some("bcehik", "3")]
    before = tables_shown(steps[:2], frozenset("a"))
    after = tables_shown(steps, frozenset("ab"))
    assert not isolated([*before, *after], frozenset("ab"))


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
            members = {"London": INNER | OUTER, **PARTS}[table.area]
            counted = frozenset(answers for answers in shown.counted if answers.partnership in members)
            assert len(counted) == table.counted
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


def isolated(tables: Sequence[Table], own: frozenset[str]) -> bool:
    """Whether whoever knows `own` can work out one or two answers of others: what is known may be added or left out."""
    everything = frozenset[Counted]().union(*tables)
    known = [frozenset([answers]) for answers in everything if answers.partnership in own]
    unknown = sorted((answers for answers in everything if answers.partnership not in own), key=repr)
    few = [frozenset(some) for size in (1, 2) for some in itertools.combinations(unknown, size)]
    return any(can_be_worked_out([*tables, *known], wanted) for wanted in few)


def test_the_attack_finds_who_is_left_over_after_a_change_of_role() -> None:
    tables = [frozenset(map(of, "bce")), frozenset(map(of, "ceh"))]
    assert not isolated(tables[:1], frozenset("a"))
    assert isolated(tables, frozenset("ab"))


NAMES = "abcdefuvwxyz"
histories = st.lists(
    st.dictionaries(
        st.sampled_from(NAMES), st.tuples(st.integers(1, 2), st.none() | st.integers(0, 4)), min_size=4, max_size=12
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(histories, st.frozensets(st.sampled_from("abcuvw"), max_size=3), st.sampled_from(NAMES), st.integers(0, 6))
def test_no_sum_of_everything_ever_shown_tells_of_one_or_two_partnerships_though_the_reader_changes_role(
    history: list[dict[str, tuple[int, int | None]]], own: frozenset[str], further: str, changes_at: int
) -> None:
    rounds = [
        a_round(*(of(name, cycle, level) for name, (cycle, level) in told.items()), made_on=str(place))
        for place, told in enumerate(history)
    ]
    then = own | {further}
    tables = [*tables_shown(rounds[:changes_at], own), *tables_shown(rounds, then)]
    assert not isolated(tables_shown(rounds, own), own)
    assert not isolated(tables, then)


@settings(max_examples=60, deadline=None)
@given(histories)
def test_counts_add_up_to_the_partnerships_that_were_counted(
    history: list[dict[str, tuple[int, int | None]]],
) -> None:
    rounds = [
        a_round(*(of(name, cycle, level) for name, (cycle, level) in told.items()), made_on=str(place))
        for place, told in enumerate(history)
    ]
    for table in ask(*rounds).tables:
        assert [sum(counts) for _, counts in table.by_pillar] == [table.counted]
