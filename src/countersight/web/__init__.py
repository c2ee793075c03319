"""The web application and its API: HTTP lives here and nowhere else."""
