"""Reads the forms of a page as a browser holds them, and what a page about a conflict says that somebody else wrote."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

SAID = re.compile(r'<p class="gt-said"[^>]*>(.*?)</p>', re.DOTALL)
Attributes = list[tuple[str, str | None]]


def form_with(page: str, field: str) -> dict[str, str]:
    """The values of the form that has this field. Raises ValueError where the page has none."""
    reader = _Forms()
    reader.feed(page)
    for form in reader.forms:
        if field in form:
            return form
    raise ValueError(f"the page has no form with the field {field}")


def written_by_the_other(page: str) -> str:
    """What the other person wrote, on a page that shows both."""
    found = SAID.search(page)
    if found is None:
        raise ValueError("the page does not show what the other person wrote")
    return html.unescape(found[1]).strip()


class _Forms(HTMLParser):
    """`forms`: the values of every form that is sent, by the fields' names."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._inside = False
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = named.get("method", "").lower() == "post"
            if self._inside:
                self.forms.append({})
        elif self._inside:
            self._field(tag, named)

    def _field(self, tag: str, named: dict[str, str]) -> None:
        form, name = self.forms[-1], named.get("name", "")
        if tag == "textarea":
            self._area, form[name] = name, ""
        elif tag == "select":
            self._select, form[name] = name, ""
        elif tag == "option" and "selected" in named:
            form[self._select] = named.get("value", "")
        elif tag == "input" and name:
            is_box = named.get("type") in ("radio", "checkbox")
            if not is_box or "checked" in named:
                form[name] = named.get("value", "on" if is_box else "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            form = self.forms[-1]
            form[self._area] = form[self._area].removeprefix("\n").removeprefix("\r\n")
            self._area = ""
        elif tag == "form":
            self._inside = False
