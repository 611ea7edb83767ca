"""What people write about plans and about carrying them out."""
