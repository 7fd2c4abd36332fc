"""Colours of charts. Each is told apart in words or shape too; all are at least 3:1 against white."""

INK = "#14304a"
NEIGHBOUR = "#1f7f93"
OTHER = "#8593a1"
TEXT = "#0b0c0c"
QUIET = "#484949"
PAPER = "#ffffff"
FAINT = "#d5e6ea"

# Parts of a whole, in order; neighbours differ in lightness, so that they are told apart without colour too.
SERIES = ("#14304a", "#7fb8c4", "#8a4b08", "#e0b36a", "#1f7f93", "#c9d3da", "#5b2a5e", "#d9a5c4", "#3d6b35", "#b5d3a0",
          "#484949", "#f0d9d0", "#7a1f1f", "#a9b6e0", "#2f4a9a", "#e8e2a8")  # fmt: skip
STRIPES = (1, 3, 5, 7, 9, 11, 13, 15)  # the pale ones, on which letters are dark
SHADES = ("#eef4f6", "#d5e6ea", "#a9cdd6", "#6fabb9", "#1f7f93", "#14304a")
