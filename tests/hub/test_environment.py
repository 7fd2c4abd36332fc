from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.hub.config import environment
from goldenthread.hub.config.environment import SettingFault


def test_a_switch_is_on_or_off_and_nothing_between(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, on in (("1", True), ("TRUE", True), ("0", False), ("", False)):
        monkeypatch.setenv("GT_SWITCH", text)
        assert environment.switch("GT_SWITCH") is on
    monkeypatch.setenv("GT_SWITCH", "maybe")
    with pytest.raises(SettingFault, match="GT_SWITCH is 'maybe'"):
        environment.switch("GT_SWITCH")


def test_words_are_split_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GT_WORDS", " a.example , b.example ,")
    assert environment.words("GT_WORDS", "") == ["a.example", "b.example"]


def test_a_folder_that_is_a_file_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    monkeypatch.setenv("GT_VAR", str(tmp_path / "var"))
    with pytest.raises(SettingFault, match="Name a folder"):
        environment.folder("GT_VAR", "var")


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    made = environment.secret_key("GT_KEY", tmp_path / "var")
    assert len(made) >= 50
    assert environment.secret_key("GT_KEY", tmp_path / "var") == made
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0
    assert [p.name for p in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_a_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GT_KEY", "short")
    with pytest.raises(SettingFault, match="at least 32 characters"):
        environment.secret_key("GT_KEY", tmp_path)


def test_debugging_is_off_unless_asked_for() -> None:
    from goldenthread.hub.config import settings

    assert settings.DEBUG is False
