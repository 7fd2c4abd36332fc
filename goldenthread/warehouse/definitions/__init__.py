"""The definitions room's reader: YAML and CSV into frozen, typed objects."""

from .load import Catalogue, DefinitionError, load_catalogue, shipped_catalogue

__all__ = ["Catalogue", "DefinitionError", "load_catalogue", "shipped_catalogue"]
