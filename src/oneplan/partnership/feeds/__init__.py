"""What each agency sends, when, and what was wrong with it."""
