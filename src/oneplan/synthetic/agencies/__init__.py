"""What each agency sees of the borough. Every module has one shape: `SOURCE`, `SHOWS`, and `write(world, folder)`.

`SHOWS` names the factors that its records could show. `write` writes the agency's files and returns which of its
records is who, for the truth alone.
"""
