"""Addresses of the plan, its sections, priorities, actions and measures."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.hub.plans.views import actions, comments, histories, measures, plan, priorities, sections

PLAN = "plans/<slug:code>/"
PRIORITY, ACTION, MEASURE = (
    f"{PLAN}priorities/<int:priority>/",
    f"{PLAN}actions/<int:action>/",
    f"{PLAN}measures/<int:measure>/",
)
SECTION = f"{PLAN}sections/<slug:section>/"

urlpatterns: list[URLPattern] = [
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}start/", plan.start, name="plan-start"),
    path(f"{PLAN}title/", plan.plan_edit, name="plan-edit"),
    path(SECTION, sections.plan_section, name="plan-section"),
    path(f"{SECTION}write/", sections.plan_section_write, name="plan-section-write"),
    path(f"{SECTION}who/", sections.plan_section_handle, name="plan-section-handle"),
    path(f"{PLAN}questions/<slug:question>/", sections.plan_answer, name="plan-answer"),
    path(f"{PLAN}questions/<slug:question>/agree/", sections.plan_answer_agree, name="plan-answer-agree"),
    path(f"{PLAN}priorities/new/", priorities.plan_priority_new, name="plan-priority-new"),
    path(PRIORITY, priorities.plan_priority, name="plan-priority"),
    path(f"{PRIORITY}change/", priorities.plan_priority_change, name="plan-priority-change"),
    path(f"{PRIORITY}remove/", priorities.plan_priority_remove, name="plan-priority-remove"),
    path(f"{PRIORITY}actions/first/", actions.plan_action_first, name="plan-action-first"),
    path(f"{PRIORITY}actions/new/", actions.plan_action_new, name="plan-action-new"),
    path(ACTION, actions.plan_action, name="plan-action"),
    path(f"{ACTION}change/", actions.plan_action_change, name="plan-action-change"),
    path(f"{ACTION}remove/", actions.plan_action_remove, name="plan-action-remove"),
    path(f"{ACTION}milestones/new/", actions.plan_milestone_new, name="plan-milestone-new"),
    path(f"{PLAN}milestones/<int:milestone>/", actions.plan_milestone, name="plan-milestone"),
    path(f"{PLAN}milestones/<int:milestone>/remove/", actions.plan_milestone_remove, name="plan-milestone-remove"),
    path(f"{ACTION}measures/new/", measures.plan_measure_new, name="plan-measure-new"),
    path(f"{ACTION}measures/local/", measures.plan_measure_local, name="plan-measure-local"),
    path(MEASURE, measures.plan_measure, name="plan-measure"),
    path(f"{MEASURE}change/", measures.plan_measure_change, name="plan-measure-change"),
    path(f"{MEASURE}remove/", measures.plan_measure_remove, name="plan-measure-remove"),
    path(f"{MEASURE}baseline/", measures.plan_measure_baseline, name="plan-measure-baseline"),
    path(f"{MEASURE}readings/", measures.plan_reading_new, name="plan-reading-new"),
    path(f"{MEASURE}readings/<slug:period>/remove/", measures.plan_reading_remove, name="plan-reading-remove"),
    path(f"{PLAN}comments/", comments.plan_comment, name="plan-comment"),
    path(f"{PLAN}comments/<int:comment>/settle/", comments.plan_comment_settle, name="plan-comment-settle"),
    path(f"{PLAN}history/", histories.plan_history, name="plan-history"),
    path(f"{PLAN}history/<slug:kind>/<int:object_id>/", histories.plan_thing_history, name="plan-thing-history"),
]
