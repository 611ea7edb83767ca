"""The words of the plan, and of carrying it out."""
