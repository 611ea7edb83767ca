"""What the pages of the matrix say."""
