"""Published files in, trusted figures out. No website needed.

In a notebook:

    from goldenthread import warehouse
    store = warehouse.open_store()            # or open_store("path/to/store")
    store.query("ehc-plans", areas=["E12000007"])
    warehouse.frame("ehc-plans")              # a pandas DataFrame
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .definitions import DefinitionError
from .faults import StoreMissing, UnknownName, WarehouseError
from .headline import change_percent
from .reader import Store, open_store

if TYPE_CHECKING:
    import pandas

__all__ = [
    "DefinitionError",
    "Store",
    "StoreMissing",
    "UnknownName",
    "WarehouseError",
    "change_percent",
    "frame",
    "open_store",
]


def frame(indicator_id: str, store: Store | None = None, **asked: Any) -> pandas.DataFrame:
    """An indicator as a pandas DataFrame, one row an observation; `asked` as in Store.query.

    Absent values are NaN in `value` with the reason in `status`. Needs pandas, which the package
    itself does not.
    """
    try:
        import pandas
    except ImportError as fault:
        raise WarehouseError("A frame needs pandas: install it beside goldenthread (`pip install pandas`).") from fault
    from .rows import flat_row

    observations = (store or open_store()).query(indicator_id, **asked)
    return pandas.DataFrame([flat_row(o) for o in observations])
