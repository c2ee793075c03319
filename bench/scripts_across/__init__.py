"""Names across scripts, measured: Chinese against English ones, and Chinese ones alone."""
