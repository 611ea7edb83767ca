"""What agencies send, read into the four standard tables.

One folder per source, all of one shape (`shape.Source`): a contract in `definitions/sources/`, a reader, and where a
declared mapping cannot say it, a standardisation of its own. `load.load` is the way in.
"""
