"""What happened, who did it, and why they may."""
