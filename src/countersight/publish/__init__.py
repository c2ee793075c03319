"""What others can read and verify without us."""
