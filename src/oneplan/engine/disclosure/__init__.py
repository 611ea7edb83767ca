"""Step 7, the last gate: nothing about a place leaves except through here."""
