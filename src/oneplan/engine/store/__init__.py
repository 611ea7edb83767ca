"""The only door to DuckDB and to the files of the data home. Build beside, swap in; read-only for everyone else."""
