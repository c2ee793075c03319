"""Words a slip apart: they meet once one letter is left out of the one, the other, or both."""


def less_one(word: str) -> set[str]:
    """Return a word, and the word without each one of its letters.

    >>> sorted(less_one("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
