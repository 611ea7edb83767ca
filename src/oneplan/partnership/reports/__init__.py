"""What leaves, to whom, through disclosure control."""
