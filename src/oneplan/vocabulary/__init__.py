"""The words the whole project shares. No Django, no database, no definitions: plain values only."""
