"""The diagram of the states, drawn from the table: a picture for the page, whose words are the table below it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .states import STATES, STEPS, Step

WIDTH, ROW, BOX, HIGH, LEFT = 300, 74, 118, 38, 14
LANES = 20  # between the arrows that pass a state


def diagram(current: str = "") -> str:
    """An SVG with a box for each state, the current one filled, and a numbered arrow for each row of the table."""
    places = {state: n * ROW + 12 for n, state in enumerate(STATES)}
    high = len(STATES) * ROW
    parts = [_arrow(number, step, places) for number, step in enumerate(STEPS, start=1)]
    boxes = [_box(state, title, places[state], state == current) for state, title in STATES.items()]
    label = quoteattr(f"Diagram of the states of a plan{_now(current)}; the table below tells every arrow in words")
    return (
        f'<svg class="gt-states" viewBox="0 0 {WIDTH} {high}" role="img" aria-label={label}>'
        '<defs><marker id="gt-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        f"{''.join(parts)}{''.join(boxes)}</svg>"
    )


def _now(current: str) -> str:
    return f", now: {STATES[current].lower()}" if current in STATES else ""


def _box(state: str, title: str, top: int, is_current: bool) -> str:
    look = "gt-states__box gt-states__box--now" if is_current else "gt-states__box"
    words = "gt-states__words gt-states__words--now" if is_current else "gt-states__words"
    return (
        f'<rect class="{look}" x="{LEFT}" y="{top}" width="{BOX}" height="{HIGH}" rx="4"/>'
        f'<text class="{words}" x="{LEFT + BOX / 2}" y="{top + 24}" text-anchor="middle">{escape(title)}</text>'
    )


def _arrow(number: int, step: Step, places: dict[str, int]) -> str:
    """A straight arrow to the next state down; else one around the right, each in a lane of its own."""
    start, end = places[step.before], places[step.after]
    if end - start == ROW and not step.begins_next:
        x = LEFT + BOX / 2
        path, at = f"M{x} {start + HIGH}V{end - 2}", (x, (start + HIGH + end) / 2)
    else:
        x, offset = LEFT + BOX + number * LANES * 0.68, 4 + number * 2.4
        a, b = start + offset, end + offset
        path, at = f"M{LEFT + BOX} {a:g}H{x:g}V{b:g}H{LEFT + BOX + 2}", (x, (a + b) / 2)
    look = "gt-states__arrow gt-states__arrow--self" if step.automatic or step.begins_next else "gt-states__arrow"
    return (
        f'<g><title>{escape(step.title)}</title><path class="{look}" d="{path}" marker-end="url(#gt-head)"/>'
        f'<circle class="gt-states__mark" cx="{at[0]:g}" cy="{at[1]:g}" r="8"/>'
        f'<text class="gt-states__number" x="{at[0]:g}" y="{at[1] + 3.5:g}" text-anchor="middle">{number}</text></g>'
    )
