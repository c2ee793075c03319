"""Names that meet across scripts: evidence for a review, by sound and by meaning."""
