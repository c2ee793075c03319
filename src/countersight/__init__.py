"""Countersight: who is behind this, what does the law ask of me, by when, on which evidence?"""

__version__ = "0.1.0"
