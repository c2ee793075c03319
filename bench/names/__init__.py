"""How well company names are matched: a hard load with a known truth, peers, measures.

Run `python -m bench.names VERB --help`; the verbs are load, peers, ours, pairs, background.
"""
