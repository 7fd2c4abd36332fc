"""What other rooms may use of the people."""

from .actors import NOBODY, Actor, Role, actor_for, actor_of, london, names_of
from .policies import SecondFactorNeeded, demand, may, needs_second_factor
from .views import members_only

__all__ = [
    "NOBODY",
    "Actor",
    "Role",
    "SecondFactorNeeded",
    "actor_for",
    "actor_of",
    "demand",
    "london",
    "may",
    "members_only",
    "names_of",
    "needs_second_factor",
]
