"""The page of a borough: headline indicators, what changed, where it stands apart, links on."""
