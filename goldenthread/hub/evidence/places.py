"""The two areas every page compares with."""

LONDON = "E12000007"
ENGLAND = "E92000001"
