"""Step 4: dated, sourced facts about a child, picked from the events by the framework's rules."""
