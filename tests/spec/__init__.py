"""Each engine step as small tables in and one answer out, on every engine, printed into docs/reference/."""
