from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.hub.ui.prepare_assets import (
    CSS_CHANGES,
    FONT_CUTS,
    AssetFault,
    change,
    prepare,
    prepare_fonts,
)

ASSETS = Path(__file__).resolve().parents[2] / "build" / "assets"
FONTS = ASSETS.parent / "fonts"


def test_what_only_gov_uk_may_serve_is_taken_out() -> None:
    css = (ASSETS / "govuk-frontend.min.css").read_text("utf-8")
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert "@font-face" not in css
    assert "var(--app-font,arial,sans-serif)" in css


def test_the_licence_goes_with_the_files() -> None:
    assert "MIT Licence" in (ASSETS / "govuk-frontend.LICENCE.txt").read_text("utf-8")


def test_a_release_that_differs_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "govuk-frontend.min.css").write_text(".govuk-link{font-family:Some New Font}", "utf-8")
    with pytest.raises(AssetFault, match=r"govuk-frontend.min.css: expected the typeface notice 1 times, found 0"):
        prepare(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_more_typeface_than_expected_is_noticed() -> None:
    twice = "@font-face{font-family:GDS Transport;a}" * 3
    with pytest.raises(AssetFault, match="typeface file 2 times, found 3"):
        change(twice, CSS_CHANGES[1:2], "x.css")


def test_documents_have_a_typeface_in_every_cut_they_use_with_its_licence() -> None:
    for cut in FONT_CUTS:
        assert (FONTS / f"SourceSans3_{cut}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"  # TrueType
    assert "SIL OPEN FONT LICENSE" in (FONTS / "SourceSans3.LICENCE.txt").read_text("utf-8").upper()


def test_a_release_without_a_cut_of_the_typeface_is_refused_by_name(tmp_path: Path) -> None:
    for cut in FONT_CUTS[1:]:
        (tmp_path / cut).mkdir()
        (tmp_path / cut / f"SourceSans3_{cut}.ttf").write_bytes(b"cut")
    (tmp_path / "LICENSE_FONT").write_text("SIL", "utf-8")
    with pytest.raises(AssetFault, match=r"source-sans-3: has no 400Regular/SourceSans3_400Regular\.ttf"):
        prepare_fonts(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
