"""Measurements: what the matcher is worth and what it costs, beside its peers.

These are scripts, not part of the wheel. Each is seeded, prints what it ran on, and writes
below `build/bench`. They read public data that the project does not ship (see
`bench.names.sources`).
"""
