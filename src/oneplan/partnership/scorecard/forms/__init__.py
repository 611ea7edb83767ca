"""What the partnership writes about its figures."""
