"""The plan for the place: vision, themes, outcomes, priorities and actions."""
