"""Finding and opening a person: always with a purpose, always written down."""
