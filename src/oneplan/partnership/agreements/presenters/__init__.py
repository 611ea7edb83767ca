"""What the pages and documents say, one module for each job."""
