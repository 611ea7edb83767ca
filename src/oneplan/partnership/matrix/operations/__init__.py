"""What can be done with the matrix and the timeline of a child whose record is open."""
