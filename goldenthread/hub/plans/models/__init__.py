"""What a plan is made of."""

from .measures import Reading, SuccessMeasure
from .notices import Notice
from .plan import Answer, Plan, SectionText, SignOff, Transition
from .priorities import Action, Milestone, Priority
from .returns import ReturnTemplate
from .tables import TableValue
from .talk import Comment

__all__ = [
    "Action",
    "Answer",
    "Comment",
    "Milestone",
    "Notice",
    "Plan",
    "Priority",
    "Reading",
    "ReturnTemplate",
    "SectionText",
    "SignOff",
    "SuccessMeasure",
    "TableValue",
    "Transition",
]
