"""The pages of the plan, and of carrying it out."""
