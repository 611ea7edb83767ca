"""Step 5: person by factor, what is known. A long table, never a wide one, and never a total."""
