"""The fixtures of a store with figures in force."""

from tests.ingest.standing import built_once, standing

__all__ = ["built_once", "standing"]
