"""Lists of a made size: a generator, and how long and with how much memory they are kept."""
