"""Records whose truth is known, to link: each script writes `sent.parquet` and `truth.parquet` into a folder."""
