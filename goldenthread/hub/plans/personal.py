"""What plans keep about people."""

from __future__ import annotations

from goldenthread.hub.people.interface import LASTING, TASK, Kept

KEPT = (
    Kept("plans.Plan", "Plans you started or changed", "Shows who did what", TASK, LASTING,
         who=("changed_by",), written=("title", "frozen"),
         plain=("partnership", "template", "template_version", "state", "build_seen")),
    Kept("plans.SectionText", "Sections you wrote", "The plan itself", TASK, LASTING,
         who=("changed_by", "assigned_to"), written=("narrative",), plain=("plan", "section")),
    Kept("plans.Answer", "Answers you wrote", "The plan itself", TASK, LASTING,
         who=("changed_by",), written=("text", "so_what"), plain=("plan", "section", "question", "cited")),
    Kept("plans.Priority", "Priorities you wrote", "The plan itself", TASK, LASTING,
         who=("changed_by", "assigned_to"), written=("title", "why"),
         plain=("plan", "section", "theme", "origin", "origin_id", "evidence")),
    Kept("plans.Action", "Actions you wrote or have", "The plan itself; its lead may be named", TASK, LASTING,
         who=("changed_by", "assigned_to"),
         written=("title", "about", "lead", "partners", "funding_source", "risk_note", "rag_reason"),
         plain=("priority", "risk", "status", "rag")),
    Kept("plans.Milestone", "Milestones you wrote", "The plan itself", TASK, LASTING,
         who=("changed_by",), written=("title",), plain=("action",)),
    Kept("plans.SuccessMeasure", "Measures you wrote", "Shows whether an action works", TASK, LASTING,
         who=("changed_by",), written=("title", "note"),
         plain=("action", "indicator", "breakdown", "area_code", "unit", "direction", "baseline_period",
                "baseline_build", "trajectory")),
    Kept("plans.Reading", "Readings you wrote down", "Shows whether an action works", TASK, LASTING,
         who=("person",), written=("note",),
         plain=("measure", "period", "period_label", "status", "build", "release")),
    Kept("plans.SignOff", "What you signed", "Shows who stands behind the plan", TASK, LASTING,
         who=("person",), personal=("organisation", "slot"), written=("note",), plain=("plan", "plan_digest")),
    Kept("plans.Transition", "Steps of a plan that you took", "Shows how the plan came into force", TASK, LASTING,
         who=("person",), written=("note",), plain=("plan", "step", "before", "after")),
    Kept("plans.Comment", "Comments you wrote", "Working together on the plan", TASK, LASTING,
         who=("person", "settled_by"), written=("text",), plain=("plan", "kind", "object_id")),
    Kept("plans.ReturnTemplate", "Return templates you brought", "Fills the return in your own layout", TASK, LASTING,
         who=("changed_by",), written=("file_name", "content", "layout"),
         plain=("partnership", "digest", "template_version", "mapping")),
    Kept("plans.TableValue", "Figures you wrote into tables", "The plan itself", TASK, LASTING,
         who=("changed_by",), written=("source",), plain=("plan", "table", "row", "scenario", "status", "origin")),
    Kept("plans.Notice", "Notices about new figures", "So that you are told of each once", TASK, LASTING,
         secret=("seen_by", "sent_to"), plain=("plan", "kind", "object_id", "indicator", "text", "build")),
)  # fmt: skip
