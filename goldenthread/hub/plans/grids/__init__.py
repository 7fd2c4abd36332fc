"""Numbered tables as grids of cells: typed, pasted, uploaded, written and added up. Nothing here touches a database."""
