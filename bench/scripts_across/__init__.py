"""Names across scripts, measured: Chinese names against English ones, and Chinese against Chinese."""
