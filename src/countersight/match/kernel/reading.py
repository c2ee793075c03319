"""The kernels that read names: plain ASCII text to words, words to folded names.

They give what ``normalise.fold`` and ``match.terms`` give, word for word, and leave alone what
they do not know: such a name is marked *odd*, and Python reads it. The rules of ``source`` hold
here as well.

A *lexicon* is ``(letters, begin, hashes, table, numbers)``: word *i* has the letters
``letters[begin[i]:begin[i + 1]]`` and the hash ``hashes[i]``; ``table`` is open addressing from
hashes to words, one more than each and 0 where there is none; ``numbers[0]`` counts the words.

What is known of word *i* stands in ``kinds[i]``, as bits: ``0:4`` the tens that it says
("twenty" is 2), ``4:8`` its unit, ``8:14`` the Roman numeral that it is, and then one bit each:
``14`` may tie tens to units, ``15`` a numeral that may be a syllable, ``16`` is counted, ``17``
joins two others, ``18`` makes any of this worth asking. ``front[i]`` and ``behind[i]`` are the
words that a glued legal form parts it into, -1 where there is none.

A *trie* of legal forms is ``(keys, to, form, at, led)``: open addressing from a node and a word
to a node; ``form`` is one more than the form that ends at a node; of forms in front there may be
several, ``led[at[node]:at[node + 1]]``: twice the form, and one more where another form must
stand behind; -1 where Python has to say. Nodes 0, 1 and 2 are the roots of the forms at the end
(read backwards), in front, and inside.
"""

from countersight.match.kernel.arrays import (
    Array,
    Forms,
    Lexicon,
    Marks,
    Parts,
    Spoken,
)


def parted(
    text: Array,
    at: Array,
    first: int,
    lexicon: Lexicon,
    lines: Parts,
    words: Array,
    ends: Array,
) -> int:
    """Put the words of the names from first on into words; ends[i] is where those of name i end.

    ends[rows + i] is 1 where a name is odd: not plain ASCII, too long, or of words that crowd
    the table. Returns the first name that was not read because the lexicon has no room.
    """
    letters, begin, _, table, numbers = lexicon
    rows = len(at) - 1
    w = 0 + ends[first - 1] if first > 0 else 0
    for i in range(first, rows):
        full = numbers[0] + 1010 > len(begin) or 2 * numbers[0] + 2020 > len(table)
        if full or begin[numbers[0]] + 8100 > len(letters):
            return i
        n = line_of(text, at[i], at[i + 1], lines)
        k = words_of(lines[0], n, lexicon, words, w) if n >= 0 else -1
        ends[rows + i] = 1 if k < 0 else 0
        if k > 0:
            w += k
        ends[i] = w
    return rows


def line_of(text: Array, a: int, b: int, lines: Parts) -> int:
    """Put the name text[a:b] into lines[0] in small letters, its signs read; -1 if it is odd."""
    line, again = lines
    if b - a > 1000:
        return -1
    n = 0
    dots = False
    strokes = False
    for p in range(a, b):
        c = 0 + text[p]
        if c < 32 or c > 126:
            return -1
        if 65 <= c <= 90:
            c += 32
        if c == 39:
            continue
        if c == 38:  # and
            n = spelt(line, n, 0x646E61, 3)
            line[n] = 32
            n += 1
            continue
        if c == 43:  # plus
            n = spelt(line, n, 0x73756C70, 4)
            line[n] = 32
            n += 1
            continue
        if c == 37:  # percent
            n = spelt(line, n, 0x746E6563726570, 7)
            continue
        if c == 46:
            dots = True
        if c == 47:
            strokes = True
        line[n] = c
        n += 1
    if dots:
        n = initials_glued(line, n, again)
        for p in range(n):
            line[p] = again[p]
    if strokes:
        n = strokes_glued(line, n, again)
        for p in range(n):
            line[p] = again[p]
    return n


def spelt(line: Array, n: int, said: int, size: int) -> int:
    """Put a blank and a word into the line, and return its length."""
    line[n] = 32
    n += 1
    for z in range(size):
        line[n] = (said >> 8 * z) & 255
        n += 1
    return n


def in_word(c: int) -> bool:
    """Return whether a sign belongs to a word as patterns see it: a letter, a digit, ``_``."""
    return 97 <= c <= 122 or 48 <= c <= 57 or c == 95


def initials_glued(line: Array, n: int, out: Array) -> int:
    """Write a line with initials in one word ("s.p.a."), and return its length."""
    k = 0
    i = 0
    while i < n:
        begins = i + 1 < n and 97 <= line[i] <= 122 and line[i + 1] == 46
        if begins and (i == 0 or not in_word(line[i - 1])):
            while i + 1 < n and 97 <= line[i] <= 122 and line[i + 1] == 46:
                out[k] = line[i]
                k += 1
                i += 2
            if i < n and 97 <= line[i] <= 122 and not (i + 1 < n and in_word(line[i + 1])):
                out[k] = line[i]
                k += 1
                i += 1
            out[k] = 32
            k += 1
        else:
            out[k] = line[i]
            k += 1
            i += 1
    return k


def stroke_at(line: Array, n: int, i: int) -> int:
    """Return the length of the form with strokes that begins at i ("a/s"), 0 where none does."""
    if i + 2 >= n or line[i + 1] != 47 or (i > 0 and in_word(line[i - 1])):
        return 0
    a = 0 + line[i]
    b = 0 + line[i + 2]
    short = b == 115 and (a == 97 or a == 105 or a == 107 or a == 112)
    short = short or (b == 97 and (a == 115 or a == 116))
    if short and not (i + 3 < n and in_word(line[i + 3])):
        return 3
    if i + 4 >= n or line[i + 3] != 47 or line[i + 4] != 97:
        return 0
    long = (a == 100 and b == 98) or (b == 107 and (a == 97 or a == 102 or a == 110))
    if long and not (i + 5 < n and in_word(line[i + 5])):
        return 5
    return 0


def strokes_glued(line: Array, n: int, out: Array) -> int:
    """Write a line with such forms in one word, and return its length."""
    k = 0
    i = 0
    while i < n:
        size = stroke_at(line, n, i)
        for z in range(0, size, 2):
            out[k] = line[i + z]
            k += 1
        if size == 0:
            out[k] = line[i]
            k += 1
            i += 1
        i += size
    return k


def words_of(line: Array, n: int, lexicon: Lexicon, words: Array, w: int) -> int:
    """Put the words of a line into words from w on; returns how many, -1 where they are odd."""
    k = 0
    i = 0
    every = 0
    while i < n:
        while i < n and not (97 <= line[i] <= 122 or 48 <= line[i] <= 57):
            i += 1
        a = i
        h = 0x811C9DC5
        while i < n and (97 <= line[i] <= 122 or 48 <= line[i] <= 57):
            h = ((h ^ line[i]) * 0x01000193) & 0xFFFFFFFF
            i += 1
        if i > a:
            every += i - a
            word = known(line, a, i - a, h, lexicon)
            if word < 0 or every > 360:
                return -1
            words[w + k] = word
            k += 1
    return k


def placed(lexicon: Lexicon) -> int:
    """Put all words into a table that is empty, but for those of hash 0."""
    _, _, hashes, table, numbers = lexicon
    mask = len(table) - 1
    for word in range(numbers[0]):
        h = 0 + hashes[word]
        if h == 0:
            continue
        place = (h ^ h >> 15) & mask
        while table[place] != 0:
            place = (place + 1) & mask
        table[place] = word + 1
    return 0


def known(line: Array, a: int, size: int, h: int, lexicon: Lexicon) -> int:
    """Return the number of the word line[a:a + size], a new one where it was never met.

    It is -1 where a hundred other words stand in the way, as in a text that is made for it.
    """
    letters, begin, hashes, table, numbers = lexicon
    mask = len(table) - 1
    place = (h ^ h >> 15) & mask
    for _ in range(100):
        word = table[place] - 1
        if word < 0:
            word = 0 + numbers[0]
            numbers[0] = word + 1
            table[place] = word + 1
            hashes[word] = h
            b = 0 + begin[word]
            for z in range(size):
                letters[b + z] = line[a + z]
            begin[word + 1] = b + size
            return word
        if hashes[word] == h and begin[word + 1] - begin[word] == size:
            b = 0 + begin[word]
            z = 0
            while z < size and letters[b + z] == line[a + z]:
                z += 1
            if z == size:
                return word
        place = (place + 1) & mask
    return -1


def step(keys: Array, to: Array, node: int, word: int) -> int:
    """Return the node that a word leads to from another; -1 where it leads nowhere."""
    mask = len(keys) - 1
    key = (node + 1) << 32 | word
    place = ((key * 0x9E3779B1) ^ (key >> 29)) & mask
    while keys[place] != 0:
        if keys[place] == key:
            return 0 + to[place]
        place = (place + 1) & mask
    return -1


def without_and(left: Array, n: int, tie: int) -> int:
    """Return how many words are left of n when "and" is no last word of several."""
    return n - 1 if n > 1 and left[n - 1] == tie else n


def off_the_end(left: Array, n: int, forms: Forms, tie: int, out: Array) -> int:
    """Take the longest form off the end; returns the words left, 0 where there is no form."""
    keys, to, form, _, _, _, _ = forms
    node = 0
    size = 0
    for z in range(1, n):
        node = step(keys, to, node, left[n - z])
        if node < 0:
            break
        if form[node] > 0:
            size = z
            out[0] = form[node] - 1
    return without_and(left, n - size, tie) if size > 0 else 0


def off_the_front(
    left: Array, n: int, forms: Forms, since: int, found: Array, out: Array
) -> int:
    """Return how many words of a form stand in front; -1 where Python has to say.

    The forms that are off by now are found[since + 1:found[0] + 1].
    """
    keys, to, _, at, led, allied, bits = forms
    node = 1
    depth = 0
    for z in range(1, n):  # out[z] is the node of z words
        node = step(keys, to, node, left[z - 1])
        if node < 0:
            break
        out[z] = node
        depth = z
    for z in range(depth, 0, -1):
        node = 0 + out[z]
        for p in range(at[node], at[node + 1]):
            if led[p] < 0:
                return -1
            form = led[p] >> 1
            fits = led[p] & 1 == 0
            for k in range(since + 1, found[0] + 1):
                if allied[form * len(bits) + found[k]] != 0:
                    fits = True
            if fits:
                out[0] = form
                return z
    return 0


def off_the_inside(left: Array, n: int, forms: Forms, tie: int, out: Array) -> int:
    """Take a form out that may stand anywhere; returns the words left, 0 where there is none."""
    keys, to, form, _, _, _, _ = forms
    for i in range(1, n - 1):
        node = 2
        size = 0
        for z in range(1, n - i + 1):
            node = step(keys, to, node, left[i + z - 1])
            if node < 0:
                break
            if form[node] > 0:
                size = z
                out[0] = form[node] - 1
        if size > 0:
            k = without_and(left, i, tie)
            for z in range(i + size, n):
                left[k] = left[z]
                k += 1
            return k
    return 0


def without_forms(left: Array, n: int, forms: Forms, tie: int, found: Array, out: Array) -> int:
    """Take all forms off; returns the words left, -1 where Python has to say.

    found[0] counts the forms, which stand behind it.
    """
    since = 0 + found[0]
    while n > 1:
        k = off_the_end(left, n, forms, tie, out)
        if k == 0:
            size = off_the_front(left, n, forms, since, found, out)
            if size < 0:
                return -1
            if size > 0:
                k = n - size
                for z in range(k):
                    left[z] = left[z + size]
            else:
                k = off_the_inside(left, n, forms, tie, out)
        if k == 0:
            break
        n = k
        if found[0] + 1 < len(found):
            found[0] = found[0] + 1
            found[found[0]] = out[0]
    return n


def with_numbers(left: Array, n: int, kinds: Array, digits: Array, out: Array) -> int:
    """Write the words with numerals and compounds in digits; returns how many.

    digits[i] is the word of the number i, digits[0] "and".
    """
    asked = False
    for z in range(n):
        if kinds[left[z]] >> 18 & 1:
            asked = True
    if not asked:
        for z in range(n):
            out[z] = left[z]
        return n
    k = 0
    z = 0
    while z < n:
        kind = 0 + kinds[left[z]]
        tens = kind & 15
        if tens > 0:
            more = 2 if z + 1 < n and kinds[left[z + 1]] >> 14 & 1 else 1
            unit = kinds[left[z + more]] >> 4 & 15 if z + more < n else 0
            if unit > 0:
                out[k] = digits[10 * tens + unit]
                k += 1
                z += more + 1
                continue
        word = 0 + left[z]
        roman = kind >> 8 & 63
        if z > 0 and roman > 0 and (kind >> 15 & 1 == 0 or kinds[left[z - 1]] >> 16 & 1):
            word = 0 + digits[roman]
        if 0 < z < n - 1 and kinds[word] >> 17 & 1:
            word = 0 + digits[0]
        out[k] = word
        k += 1
        z += 1
    return k


def loosened(left: Array, n: int, front: Array, behind: Array, out: Array) -> int:
    """Part the words that a legal form is glued to, in their place; returns how many there are."""
    k = 0
    for z in range(n):
        if front[left[z]] >= 0:
            out[k] = front[left[z]]
            out[k + 1] = behind[left[z]]
            k += 2
        else:
            out[k] = left[z]
            k += 1
    for z in range(k):
        left[z] = out[z]
    return k


def folded(
    words: Array,
    ends: Array,
    marks: Marks,
    forms: Forms,
    digits: Array,
    work: Marks,
    out: Marks,
) -> int:
    """Fold each name: its legal forms off, its numbers in digits.

    The words go into out[0], out[1][i] is where those of name i end, and out[2][i] gets a bit
    for each legal form. Names that are or become odd have no words, and -1 there.
    """
    kinds, front, behind = marks
    left, other, found = work
    told, tells, legal = out
    rows = len(ends) // 2
    w = 0
    a = 0
    for i in range(rows):
        b = 0 + ends[i]
        legal[i] = 0
        n = b - a
        for z in range(n):
            left[z] = words[a + z]
        a = b
        found[0] = 0
        while True:
            n = loosened(left, n, front, behind, other)
            n = without_forms(left, n, forms, digits[0], found, other)
            if n < 0:
                break
            k = with_numbers(left, n, kinds, digits, other)
            same = k == n
            for z in range(k):
                same = same and left[z] == other[z]
                left[z] = other[z]
            n = k
            if same:
                break
        odd = ends[rows + i] != 0 or n < 0 or found[0] + 1 >= len(found)
        if odd or w + n > len(told):
            legal[i] = -1
            tells[i] = w
            continue
        for z in range(n):
            told[w] = left[z]
            w += 1
        tells[i] = w
        for z in range(1, found[0] + 1):
            legal[i] = legal[i] | forms[6][found[z]]
    return w


def spoken(
    words: Array, starts: Array, lexicon: Lexicon, marks: Marks, pairs: Array, out: Spoken
) -> int:
    """Write the words that are compared: which, in which roles, and their letters.

    ``starts`` are where the words of each name begin and, behind those, where they end. marks
    are the word that each is read as, its role, and bits: 0 beside a number it is an invoice's,
    1 it is such a number, 2 behind it stands another name, 3 it is like a legal form; from 4 on
    its number among the words that make places. pairs[0] counts these, and tells by two of them
    whether they make one.
    """
    told, role, kinds = marks
    which, roles, text, first, at = out
    letters, begin, _, _, _ = lexicon
    many = 0 + pairs[0]
    rows = len(starts) // 2
    w = 0
    t = 0
    for i in range(rows):
        a = 0 + starts[i]
        n = 0
        every = 0
        first[i] = w
        at[i] = t
        for z in range(a, starts[rows + i]):
            word = 0 + told[words[z]]
            every += begin[word + 1] - begin[word]
            if n == 31 or every > 400:
                break
            which[w + n] = word
            roles[w + n] = role[word]
            n += 1
        for z in range(n - 1):
            pair = (kinds[which[w + z]] >> 4) * many + (kinds[which[w + z + 1]] >> 4)
            if pairs[1 + pair]:
                roles[w + z] = 1
                roles[w + z + 1] = 1
        for z in range(n):
            if kinds[which[w + z]] & 1:
                for away in range(1, 3):
                    if z + away < n and kinds[which[w + z + away]] & 2:
                        roles[w + z] = 6
        behind = False
        for z in range(n):
            behind = behind or (z > 0 and kinds[which[w + z]] & 4 != 0)
            if behind and roles[w + z] != 5:
                roles[w + z] = 6
            if z > 0 and n - z <= 2 and kinds[which[w + z]] & 8:
                roles[w + z] = 7
        for z in range(n):
            if z > 0:
                text[t] = 32
                t += 1
            for p in range(begin[which[w + z]], begin[which[w + z] + 1]):
                text[t] = letters[p]
                t += 1
        w += n
    first[rows] = w
    at[rows] = t
    return w
