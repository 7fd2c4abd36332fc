"""What people write becomes safe pages and documents, in good time, whatever it is."""

from __future__ import annotations

import time

import pytest

from goldenthread.hub.ui.interface import markdown


@pytest.mark.parametrize(
    "link",
    ["//evil.com", "/\\evil.com", "/plans/", "ftp://x.example", "javascript:alert(1)", "http:evil", "data:text/html,x"],
)
def test_links_lead_to_web_pages_and_mail_alone(link: str) -> None:
    assert "<a" not in markdown.as_html(f"[z]({link}) <{link}>")
    assert not any(run.href for block in markdown.blocks(f"[z]({link})\n\n[y][a]\n\n[a]: {link}") for run in block.runs)


@pytest.mark.parametrize(
    "link", ["https://www.gov.uk/a", "http://camden.example", "mailto:send@camden.example", "HTTPS://x.example"]
)
def test_web_pages_and_mail_stay_links(link: str) -> None:
    assert f'href="{link}"'.lower() in markdown.as_html(f"[z]({link})").lower()
    assert [run.href.lower() for run in markdown.blocks(f"[z]({link})")[0].runs] == [link.lower()]


@pytest.mark.parametrize(
    "text", ["[" * 40_000, "![" * 20_000, "[[a]" * 10_000, "[a][b" * 8000, "_a*" * 13_000, "[a](b" * 8000]
)
def test_a_text_of_brackets_takes_no_long_time(text: str) -> None:
    began = time.process_time()
    markdown.as_html(text)
    markdown.blocks(text)
    assert time.process_time() - began < 1


def test_brackets_beyond_count_are_shown_as_they_are_written() -> None:
    assert "[z](https://x.example)" in markdown.as_html("[" * 2000 + "[z](https://x.example)")
    assert "**" not in markdown.as_html("[" * 2001 + " **bold**")
