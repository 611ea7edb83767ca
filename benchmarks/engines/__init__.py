"""One linkage engine to a file, each run in a process of its own: `python ENGINE.py PEOPLE.parquet OUT.parquet`."""
