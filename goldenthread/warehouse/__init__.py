"""Published files in, trusted figures out. No website needed.

In a notebook:

    from goldenthread import warehouse
    store = warehouse.open_store()            # or open_store("path/to/store")
    store.query("ehc-plans", areas=["E12000007"])
    warehouse.frame("ehc-plans")              # a pandas DataFrame
"""
