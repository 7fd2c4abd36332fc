"""What other rooms may use of the people."""

from .actions.account import empty_the_log
from .actors import NOBODY, Actor, Role, actor_for, actor_of, london, names_of, partnerships_ever
from .colleagues import colleagues
from .digest_readers import digest_readers
from .example_people import SignIn, make_example_people, remove_example_people
from .faults import NotPossible
from .gate import members_only
from .once import A_MOMENT, once
from .organisations import ensure_organisations, organisations_named
from .personal import LASTING, TASK, Kept
from .policies import SecondFactorNeeded, demand, may, needs_second_factor

__all__ = [
    "A_MOMENT",
    "LASTING",
    "NOBODY",
    "TASK",
    "Actor",
    "Kept",
    "NotPossible",
    "Role",
    "SecondFactorNeeded",
    "SignIn",
    "actor_for",
    "actor_of",
    "colleagues",
    "demand",
    "digest_readers",
    "empty_the_log",
    "ensure_organisations",
    "london",
    "make_example_people",
    "may",
    "members_only",
    "names_of",
    "needs_second_factor",
    "once",
    "organisations_named",
    "partnerships_ever",
    "remove_example_people",
]
