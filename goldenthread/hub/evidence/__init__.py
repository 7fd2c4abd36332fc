"""Figures as pages: the headline page, a benchmark page for each indicator, and where every figure came from."""
