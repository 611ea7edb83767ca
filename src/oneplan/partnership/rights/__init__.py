"""What people may ask of us about their data, and what we decide to share about them."""
