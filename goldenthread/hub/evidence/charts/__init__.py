"""Charts: a Vega-Lite specification made by plain Python, drawn to SVG on the server."""
