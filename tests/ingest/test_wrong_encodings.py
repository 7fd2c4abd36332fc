"""Text that is not UTF-8, or no text at all, is refused with the row where it begins."""

from __future__ import annotations

import gzip
import random

import pytest

from .standing import Standing


@pytest.mark.parametrize(("name", "row"), [("Ashby", 5), ("Fern", 10)])
def test_a_windows_1252_letter_is_refused_with_its_row(standing: Standing, name: str, row: int) -> None:
    standing.spoil(lambda content: content.replace(name.encode(), b"Caf\xe9", 1))
    message = standing.refusal()
    assert message.startswith(f"corrected/requests.csv, row {row}: is not UTF-8 text")
    assert "Windows-1252" in message
    assert "Save it as 'CSV UTF-8'" in message


def test_a_windows_1252_letter_in_the_last_row_is_refused_with_its_row(standing: Standing) -> None:
    standing.spoil(lambda content: content[:-90] + content[-90:].replace(b"Fern", b"F\xe9rn"))
    assert standing.refusal().startswith("corrected/requests.csv, row 82: is not UTF-8 text")


def test_a_windows_1252_letter_in_a_heading_is_refused(standing: Standing) -> None:
    standing.spoil(lambda content: content.replace(b"need_a", b"need_\xe9"))
    assert standing.refusal().startswith("corrected/requests.csv, row 1: is not UTF-8 text. Save it as 'CSV UTF-8'")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(standing: Standing, encoding: str) -> None:
    standing.spoil(lambda content: content.decode("utf-8-sig").encode(encoding))
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1: the file is ")
    assert message.endswith(("Save it as 'CSV UTF-8' and try again.", "Download it again."))


def test_utf_8_with_or_without_a_byte_order_mark_and_with_unix_line_ends_is_read_the_same(standing: Standing) -> None:
    standing.spoil(lambda content: content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    assert standing.build().code == 0
    assert standing.figures() == standing.figures_before


def test_line_ends_of_two_kinds_are_refused(standing: Standing) -> None:
    standing.respell("\r\n", "\n", times=10)
    assert standing.refusal() == (
        "corrected/requests.csv: mixes Windows and Unix line ends, so rows cannot be told apart. Download it again."
    )


def test_the_line_ends_of_an_old_macintosh_are_refused(standing: Standing) -> None:
    standing.spoil(lambda content: content.replace(b"\r\n", b"\r"))
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1: the first row cannot be read as headings.")
    assert "Save the file as 'CSV UTF-8'" in message


def test_a_carriage_return_too_many_after_the_headings_is_refused(standing: Standing) -> None:
    """Some programs would count a blank row there, and every row number after it would be another."""
    standing.respell("\r\n", "\r\r\n")
    assert standing.refusal().startswith("corrected/requests.csv, row 1: the first row cannot be read as headings.")


def test_a_zero_byte_anywhere_is_refused_with_its_row(standing: Standing) -> None:
    standing.spoil(lambda content: content.replace(b"Cedar", b"Ced\0r", 1))
    assert standing.refusal().startswith("corrected/requests.csv, row 7: holds bytes that are no text")


@pytest.mark.parametrize("seed", range(3))
def test_binary_junk_is_refused(standing: Standing, seed: int) -> None:
    standing.spoil(lambda _: random.Random(seed).randbytes(20_000))
    assert standing.refusal().startswith("corrected/requests.csv, row 1: ")


def test_binary_junk_after_good_rows_is_refused_with_its_row(standing: Standing) -> None:
    def change(content: bytes) -> bytes:
        return b"".join(content.splitlines(keepends=True)[:20]) + b"\xff\n\0" + random.Random(4).randbytes(20_000)

    standing.spoil(change)
    assert standing.refusal().startswith("corrected/requests.csv, row 22: holds bytes that are no text")


def test_a_compressed_file_under_a_csv_name_is_refused(standing: Standing) -> None:
    standing.spoil(gzip.compress)
    assert standing.refusal() == "corrected/requests.csv, row 1: the file is not text. Download it again."


def test_a_web_page_saved_under_a_csv_name_is_refused(standing: Standing) -> None:
    standing.spoil(lambda _: b"<!DOCTYPE html>\n<html><body>Service unavailable</body></html>\n")
    message = standing.refusal()
    assert message.startswith("corrected/requests.csv, row 1: the columns are not those of the column map")
    assert "new: '<!DOCTYPE html>'" in message
