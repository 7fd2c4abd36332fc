"""Everything that is written about maturity. Each asks first whether the one who writes may."""

from .cycles import close_cycle, finish_moderation, may_reopen, open_cycle, reopen_cycle
from .evidence import add_evidence, add_figure, change_evidence, may_change, place_evidence, remove_evidence
from .judging import agree, judge, moderate
from .saving import CycleClosed, RulesBroken
from .sharing import share, unsettled

__all__ = [
    "CycleClosed",
    "RulesBroken",
    "add_evidence",
    "add_figure",
    "agree",
    "change_evidence",
    "close_cycle",
    "finish_moderation",
    "judge",
    "may_change",
    "may_reopen",
    "moderate",
    "open_cycle",
    "place_evidence",
    "remove_evidence",
    "reopen_cycle",
    "share",
    "unsettled",
]
