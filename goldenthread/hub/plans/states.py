"""The states of a plan and the one table of steps between them. Pure; the diagrams are drawn from the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from goldenthread.hub.ui.interface import wording

State = Literal["draft", "partner-review", "signed", "submitted", "live", "superseded"]
Condition = Literal["", "every-signature", "no-other-draft", "another-in-force"]

STATES: dict[str, str] = {
    "draft": "Draft",
    "partner-review": "Partner review",
    "signed": "Signed",
    "submitted": "Submitted",
    "live": "Live",
    "superseded": "Superseded",
}
MEANING: dict[str, str] = {
    "draft": "It is being written.",
    "partner-review": "The partners read it and sign. It can still be changed; a signature counts for the words that were there.",
    "signed": "Everyone who must sign has signed.",
    "submitted": "It is kept as it was submitted. Its words do not change any more; its progress is still kept.",
    "live": "It is in force. Its words do not change any more; its progress is still kept.",
    "superseded": "A later plan has taken its place, or it was set aside. Nothing changes in it any more.",
}
NOTES: dict[str, str] = {  # above every page of a plan that is not written in
    "submitted": "This plan is submitted: its words stay as they are, and its progress is kept.",
    "live": "This plan is in force: its words stay as they are, and its progress is kept.",
    "superseded": "This plan is no longer in force: a later one took its place, or it was set aside.",
}
OPEN = ("draft", "partner-review", "signed")  # words may be written
IN_FORCE = ("submitted", "live")  # only progress is kept
SIGNABLE = ("partner-review", "signed")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what leads from a state to another, who may take it, and on what condition.

    `automatic`: it follows from something else and nobody takes it by hand. `begins_next`: the plan stays as it is, and
    `after` is the state of a new plan that is copied from it.
    """

    id: str
    before: State
    after: State
    permission: str
    title: str
    words: str
    condition: Condition = ""
    automatic: bool = False
    begins_next: bool = False

    @property
    def is_back(self) -> bool:
        """Whether it leads away from a plan in force."""
        return self.id in ("take-back", "set-aside")


STEPS: tuple[Step, ...] = (
    Step("send-to-partners", "draft", "partner-review", "review", "Send to the partners",
         "The partners are asked to read the plan and to sign it."),
    Step("set-aside", "draft", "superseded", "submit", "Set this draft aside",
         "The draft is closed and the plan in force stays as it is.", "another-in-force"),
    Step("take-back", "partner-review", "draft", "review", "Take back to draft",
         "The plan is written on. Signatures count again once the words are as they were signed."),
    Step("last-signature", "partner-review", "signed", "sign", "The last signature is given",
         "Everyone who must sign has signed the plan as it stands.", "every-signature", automatic=True),
    Step("take-back", "signed", "draft", "review", "Take back to draft",
         "The plan is written on. Signatures count again once the words are as they were signed."),
    Step("signature-withdrawn", "signed", "partner-review", "sign", "A signature is withdrawn",
         "The plan waits for a signature again.", automatic=True),
    Step("submit", "signed", "submitted", "submit", "Submit the plan",
         "The whole plan is kept as it stands. Later changes need a new draft.", "every-signature"),
    Step("go-live", "submitted", "live", "publish", "Put the plan into force",
         "It takes the place of the plan that is in force now, if there is one."),
    Step("revise", "submitted", "draft", "start", "Begin a new draft from this plan",
         "Everything is copied into a new draft. This plan stays in force until the new one is.", "no-other-draft",
         begins_next=True),
    Step("revise", "live", "draft", "start", "Begin a new draft from this plan",
         "Everything is copied into a new draft. This plan stays in force until the new one is.", "no-other-draft",
         begins_next=True),
    Step("replaced", "submitted", "superseded", "publish", "A later plan is put into force",
         "The later plan takes its place.", automatic=True),
    Step("replaced", "live", "superseded", "publish", "A later plan is put into force",
         "The later plan takes its place.", automatic=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are told from: titles of signatures that are missing and out of date, and the plans beside it."""

    missing: tuple[str, ...] = ()
    out_of_date: tuple[str, ...] = ()
    other_draft: bool = False
    other_in_force: bool = False


def row(step: str, before: str, table: Iterable[Step] = STEPS) -> Step | None:
    """The row of a step from a state; None where the table has none."""
    return next((each for each in table if (each.id, each.before) == (step, before)), None)


def steps_from(state: str) -> tuple[Step, ...]:
    """What leads on from a state by hand; what leads back or sets aside comes last."""
    return tuple(sorted((e for e in STEPS if e.before == state and not e.automatic), key=lambda step: step.is_back))


def why_not(step: Step, facts: Facts) -> str:
    """Why the condition of a step is not met; '' where it is."""
    return CONDITIONS[step.condition](facts)


def _every_signature(facts: Facts) -> str:
    told = []
    if facts.missing:
        told.append(f"Not signed yet: {wording.listed(list(facts.missing))}.")
    if facts.out_of_date:
        told.append(f"Changed since it was signed, so to be signed again: {wording.listed(list(facts.out_of_date))}.")
    return " ".join(told)


CONDITIONS: dict[Condition, Callable[[Facts], str]] = {
    "": lambda facts: "",
    "every-signature": _every_signature,
    "no-other-draft": lambda facts: "A draft of the next plan is there already." if facts.other_draft else "",
    "another-in-force": lambda facts: (
        ""
        if facts.other_in_force
        else "It is the only plan there is; only a draft beside a plan in force is set aside."
    ),
}
CONDITION_WORDS: dict[Condition, str] = {
    "": "",
    "every-signature": "every signature is there and counts for the plan as it stands",
    "no-other-draft": "there is no other draft",
    "another-in-force": "another plan is submitted or live",
}
