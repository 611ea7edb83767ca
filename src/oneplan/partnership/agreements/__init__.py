"""What data may be used for, and what in law allows it."""
