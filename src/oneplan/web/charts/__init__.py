"""Charts as SVG drawn on the server: no script, no inline style, readable in print and in documents."""
