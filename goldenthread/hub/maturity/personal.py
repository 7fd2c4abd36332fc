"""What the maturity assessment keeps about people."""

from __future__ import annotations

from goldenthread.hub.people.interface import LASTING, TASK, Kept

KEPT = (
    Kept("maturity.Cycle", "Assessments you opened or changed", "Shows who did what", TASK, LASTING,
         who=("changed_by",), written=("title",), plain=("partnership", "framework", "framework_version", "state")),
    Kept("maturity.Judgement", "Your judgements", "Several people judge before they agree", TASK, LASTING,
         who=("person", "changed_by"), personal=("organisation_kind",), written=("rationale",),
         plain=("cycle", "statement", "confidence")),
    Kept("maturity.Agreement", "Judgements you agreed", "Shows what was agreed, and why", TASK, LASTING,
         who=("changed_by",), written=("rationale", "change_note", "moderation_note"),
         plain=("cycle", "statement", "confidence")),
    Kept("maturity.Evidence", "Evidence you added", "Shows what a judgement rests on", TASK, LASTING,
         who=("contributor", "changed_by"), written=("title", "about", "link", "file_name", "value_text"),
         plain=("partnership", "kind", "classification", "statements", "indicator", "breakdown", "area_code", "period",
                "build", "file_digest"),
         closed=("classification", "restricted", "restricted_evidence")),
    Kept("maturity.ComparisonRound", "Comparisons between partnerships",
         plain=("framework", "framework_version", "counted")),
)  # fmt: skip
