"""What the pages about reasons to talk, and about the rules that make them, say."""
