"""Colours of charts. Each is told apart in words or shape too; all are at least 3:1 against white."""

INK = "#14304a"
NEIGHBOUR = "#1f7f93"
OTHER = "#8593a1"
TEXT = "#0b0c0c"
QUIET = "#484949"
PAPER = "#ffffff"
FAINT = "#d5e6ea"

CONFIG = {
    "font": "Arial",  # measured as Arial; the page's own typeface is drawn
    "background": None,
    "view": {"stroke": None},
    "axis": {"labelColor": TEXT, "titleColor": TEXT, "domainColor": QUIET, "tickColor": QUIET, "gridColor": "#e3e7ea"},
}
