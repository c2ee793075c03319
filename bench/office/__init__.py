"""How soon an office answers: 100,000 findings, 20 people who click, a million rows handed in.

Run `python -m bench.office --findings 100000 --users 20 --seconds 60 --rows 1000000`.
"""
