"""The one base every definition is loaded into: typed, frozen, nothing unknown, nothing blank."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

PLACEHOLDERS = {"n/a", "na", "none", "tbc", "tbd", "todo", "xxx", "placeholder", "unknown owner", "?"}


class Strict(BaseModel):
    """Refuses unknown fields, wrong types and changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


def _refuse_placeholder(text: str) -> str:
    if text.strip().lower().rstrip(".") in PLACEHOLDERS:
        raise ValueError(f"'{text}' is a placeholder; write the real text or remove the definition")
    return text


def _check_slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(f"'{text}' must be kebab-case: small letters, digits and single hyphens")
    return text


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_refuse_placeholder)]
Sentence = Annotated[str, StringConstraints(min_length=12), AfterValidator(_refuse_placeholder)]
Slug = Annotated[str, AfterValidator(_check_slug)]
