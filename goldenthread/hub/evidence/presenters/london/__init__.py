"""The London page: all boroughs on one indicator."""
