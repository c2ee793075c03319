"""The peers, each behind one face; these modules run in an environment of the peers' own.

They import nothing of Countersight, so that neither side's dependencies bind the other's.
"""
