"""The kernels: candidates by shared pieces of names, and the comparison of two names.

The same source runs compiled by numba or as the plain Python that it is (``running``), and
gives the same bits both ways: integers are int64, masked to 32 bits where they are hashes;
``0 + a[i]`` lifts a small integer out of an array; floats are float64; there is no logarithm
(weights come in a table); equal scores are told apart by row number; arrays have one dimension.
The size rules of the project are lifted here and nowhere else.

A *side* is a column of names as arrays: ``(text, at, first, hashes, rarity, role, legal,
country)``. ``text[at[i]:at[i + 1]]`` are the letters of name *i*, its words parted by blanks,
which are the words ``first[i]`` up to ``first[i + 1]`` of ``hashes`` (what a word is compared
as), ``rarity`` (tenths of a bit) and ``role`` (``roles.ROLES``). ``legal`` has a bit for each
legal form and ``country`` a number, 0 where it is not known.

An *index* is ``(starts, capped, postings, weights, norms, owners, sketches, shift)``.
"""

from countersight.match.kernel.arrays import (
    Align,
    Array,
    Gather,
    Index,
    Keyed,
    Keys,
    Numbers,
    Out,
    Reals,
    Scratch,
    Side,
    Sifting,
    Work,
)


def mix(h: int) -> int:
    """Return the 32 bits of a hash, mixed."""
    h = h ^ (h >> 16)
    h = (h * 0x7FEB352D) & 0xFFFFFFFF
    h = h ^ (h >> 15)
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ (h >> 16)


def features(
    o: Array,
    n: int,
    os_: Array,
    oe: Array,
    m: int,
    f: Array,
    shift: int,
    at: Array,
    hashes: Array,
    first: int,
) -> int:
    """Put the keys of a name into f, and return how many.

    First the 4-grams of its n glued letters; then, from f[at[1]], all its words in any order, as
    they are compared (``hashes`` from first on: "first" is "1"); then of word t, from f[at[t]], the word itself and the word less one letter. at[0] counts
    the parts.
    """
    k = 0
    for i in range(n - 3):
        g = o[i] | o[i + 1] << 8 | o[i + 2] << 16 | o[i + 3] << 24
        f[k] = ((g * 0x9E3779B1) & 0xFFFFFFFF) >> shift
        k += 1
    words = 0
    every = 0
    for t in range(m):
        every += hashes[first + t]
    words += 1
    at[words] = k  # the same words in any order
    f[k] = mix((every + m) & 0xFFFFFFFF) >> shift
    k += 1
    for t in range(m):
        a = 0 + os_[t]
        b = 0 + oe[t]
        if b - a < 2:
            continue
        words += 1
        at[words] = k
        whole = 0
        for i in range(a, b):
            whole = (whole * 0x01000193 + o[i] + 1) & 0xFFFFFFFF
        f[k] = mix(whole) >> shift
        k += 1
        if b - a < 4 or b - a > 11:
            continue
        power = 1
        tail = 0
        head = whole
        inverse = 0x359C449B  # of 0x01000193 modulo 2**32
        for i in range(b - 1, a - 1, -1):
            head = ((head - o[i] - 1) * inverse) & 0xFFFFFFFF
            f[k] = mix((head * power + tail) & 0xFFFFFFFF) >> shift
            k += 1
            tail = (tail + (o[i] + 1) * power) & 0xFFFFFFFF
            power = (power * 0x01000193) & 0xFFFFFFFF
    at[0] = words
    at[words + 1] = k
    return k


def unpack(nd: Array, a: int, b: int, o: Array, os_: Array, oe: Array) -> tuple[int, int]:
    """Return letters and words of the text nd[a:b]; letters go into o, bounds of words into os_, oe.

    os_[32 + j] gets a bit for each letter that word j has.
    """
    n = 0
    m = 0
    st = 0
    has = 0
    for p in range(a, b):
        c = 0 + nd[p]
        if c == 32:
            os_[m] = st
            oe[m] = n
            os_[32 + m] = has
            m += 1
            st = n
            has = 0
        else:
            o[n] = c
            n += 1
            has |= 1 << (c & 31)
    if n > st:
        os_[m] = st
        oe[m] = n
        os_[32 + m] = has
        m += 1
    return n, m


def count(names: Keyed, left: Array, shift: int, cnt: Array, work: Keys) -> int:
    """Count the keys of the names into cnt, but for those that are left out."""
    nd, no, first, hashes = names
    o, os_, oe, f, at = work
    for i in range(len(no) - 1):
        if left[i]:
            continue
        n, m = unpack(nd, no[i], no[i + 1], o, os_, oe)
        k = features(o, n, os_, oe, m, f, shift, at, hashes, first[i])
        for j in range(k):
            cnt[f[j]] += 1
    return 0


def fill(
    names: Keyed, left: Array, shift: int, st: Array, cur: Array, post: Array, work: Keys
) -> int:
    """Put each name's number into the postings of its keys; cur is where each list ends."""
    nd, no, first, hashes = names
    o, os_, oe, f, at = work
    for i in range(len(no) - 1):
        if left[i]:
            continue
        n, m = unpack(nd, no[i], no[i + 1], o, os_, oe)
        k = features(o, n, os_, oe, m, f, shift, at, hashes, first[i])
        for j in range(k):
            b = 0 + f[j]
            if st[b + 1] > st[b]:
                c = 0 + cur[b]
                if c > st[b] and post[c - 1] == i:
                    continue
                post[c] = i
                cur[b] = c + 1
    return 0


def pair_bit(c: int, d: int) -> int:
    """Return the bit of two letters in a row, of 62."""
    return 1 << ((((c * 33 + d) * 0x9E3779B1) & 0xFFFFFFFF) >> 8) % 62


def bits_of(x: int) -> int:
    """Return how many of 62 bits are set."""
    x = x - ((x >> 1) & 0x5555555555555555)
    x = (x & 0x3333333333333333) + ((x >> 2) & 0x3333333333333333)
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0F
    x += x >> 8
    x += x >> 16
    x += x >> 32
    return x & 127


def norms(nd: Array, no: Array, norm: Reals, same: Array, sketch: Array) -> int:
    """Fill norm with 1 / root of a name's glued letters and ten, so that length does not win.

    And same with a hash of its text, sketch with a bit for every two letters in a row.
    """
    for i in range(len(no) - 1):
        s = 10.0
        h = 0x811C9DC5
        g = 0x2C1B3C6D
        seen = 0
        before = 0
        for p in range(no[i], no[i + 1]):
            c = 0 + nd[p]
            h = ((h ^ c) * 0x01000193) & 0xFFFFFFFF
            g = ((g + c) * 0x5BD1E995) & 0x7FFFFFFF
            if c != 32:
                s += 1.0
                if before != 0:
                    seen |= pair_bit(before, c)
                before = c
        norm[i] = 1.0 / s**0.5
        sketch[i] = seen
        same[i] = g << 32 | h
    return 0


def compact(st: Array, cur: Array, post: Array) -> int:
    """Close the gaps that repeated keys leave, and return the number of postings."""
    w = 0
    for b in range(len(cur)):
        a = 0 + st[b]
        st[b] = w
        for x in range(a, cur[b]):
            post[w] = post[x]
            w += 1
    st[len(cur)] = w
    return w


def touched(
    f: Array, k: int, at: Array, index: Index, numbers: Numbers, work: Gather
) -> tuple[int, int]:
    """Add up in acc what each name shares of the rarest keys; returns how many names share any.

    They stand in tl. acc must come zeroed. Returns the weight of all keys that were read, too.
    """
    st, cap, post, wt, _, _, _, _ = index
    budget, fewest, maxf, _, _, _, _, _ = numbers
    acc, tl, fl, ff, _, _ = work
    c = 0
    grams = 0 + at[1] if at[0] > 0 else k
    for t in range(1, at[0] + 1):
        x = 0 + f[at[t]]
        if st[x + 1] > st[x]:
            fl[c] = st[x + 1] - st[x]
            ff[c] = x | 0x40000000
            c += 1
        elif (cap[x >> 3] >> (x & 7)) & 1 == 0:
            for j in range(at[t] + 1, at[t + 1]):
                y = 0 + f[j]
                if st[y + 1] > st[y]:
                    fl[c] = st[y + 1] - st[y]
                    ff[c] = y
                    c += 1
    for j in range(grams):
        y = 0 + f[j]
        if st[y + 1] > st[y]:
            fl[c] = st[y + 1] - st[y]
            ff[c] = y
            c += 1
    for a in range(1, c):  # rarest first
        length = 0 + fl[a]
        y = 0 + ff[a]
        b = a - 1
        while b >= 0 and fl[b] > length:
            fl[b + 1] = fl[b]
            ff[b + 1] = ff[b]
            b -= 1
        fl[b + 1] = length
        ff[b + 1] = y
    total = 0
    used = 0
    weight = 0
    nt = 0
    before = -1
    for j in range(c):
        y = 0 + ff[j]
        if used >= maxf:
            break
        if y == before:
            continue
        before = y
        length = 0 + fl[j]
        if total + length > budget and used >= fewest:
            break
        total += length
        used += 1
        w = 0 + wt[length]
        if y >= 0x40000000:
            w += w
            y -= 0x40000000
        weight += w
        for x in range(st[y], st[y + 1]):
            i = 0 + post[x]
            if acc[i] == 0:
                tl[nt] = i
                nt += 1
            acc[i] = acc[i] + w
    return nt, weight


def candidates(
    f: Array,
    k: int,
    at: Array,
    letters: int,
    ql: int,
    legal: Array,
    index: Index,
    numbers: Numbers,
    work: Gather,
) -> int:
    """Put the names that share the rarest keys into ci, their strengths into cs, best first.

    acc must come zeroed, and leaves zeroed. ci[top] gets the weight of all keys that were read.
    """
    _, _, _, _, norm, _, _, _ = index
    _, _, _, top, least, _, _, _ = numbers
    acc, tl, _, _, ci, cs = work
    nt, weight = touched(f, k, at, index, numbers, work)
    nc = 0
    weakest = least * (letters + 10.0) ** 0.5
    for x in range(nt):
        i = 0 + tl[x]
        raw = 0 + acc[i]
        acc[i] = 0
        if raw * 0.37 < weakest:  # no norm is above .31
            continue
        s = raw * norm[i]
        if ql == legal[i]:
            s *= 1.2
        if s < weakest:
            continue
        if nc < top:
            b = nc
            nc += 1
        elif s > cs[nc - 1] or (s == cs[nc - 1] and i < ci[nc - 1]):
            b = nc - 1
        else:
            continue
        while b > 0 and (cs[b - 1] < s or (cs[b - 1] == s and ci[b - 1] > i)):
            cs[b] = cs[b - 1]
            ci[b] = ci[b - 1]
            b -= 1
        cs[b] = s
        ci[b] = i
        if nc == top:
            weakest = 0.0 + cs[nc - 1]
    ci[top] = weight
    return nc


def glance(g: Reals, q: Side, r: int, t: Side, row: int, letters: int) -> int:
    """Fill in g[6:] what lengths and words say of query r beside the listed name row.

    See ``sifting.SEEN``; ``letters`` are those of the query. Returns the letters of the name.
    """
    first = 0 + t[2][row]
    end = 0 + t[2][row + 1]
    own = t[1][row + 1] - t[1][row] - (end - first) + 1
    g[6] = letters / own if letters < own else own / letters
    met = 0
    every = 0
    asked = 0
    for j in range(q[2][r], q[2][r + 1]):
        asked += q[4][j]
    for i in range(first, end):
        every += t[4][i]
        for j in range(q[2][r], q[2][r + 1]):
            if q[3][j] == t[3][i]:
                met += t[4][i]
                break
    g[7] = met / (every + 1.0)
    g[8] = met / (asked + 1.0)
    if g[8] > 1.0:
        g[8] = 1.0
    g[9] = met / 300.0 if met < 300 else 1.0
    return own


def looks(look: Reals, g: Reals, seen: int) -> float:
    """Return the weighed sum of the first things seen: each, and each two of them."""
    v = 0.0 + look[0]
    z = seen + 1
    for a in range(seen):
        part = 0.0 + look[a + 1]
        for b in range(a, seen):
            part += look[z] * g[b]
            z += 1
        v += part * g[a]
    return v


def set_bits(pe: Array, s: Array, a: int, m: int) -> int:
    """Set the bit of each place of the pattern s[a:a + m]."""
    for i in range(m):
        pe[s[a + i]] = pe[s[a + i]] | (1 << i)
    return 0


def clear_bits(pe: Array, s: Array, a: int, m: int) -> int:
    """Zero the pattern again."""
    for i in range(m):
        pe[s[a + i]] = 0
    return 0


def osa(pe: Array, m: int, t: Array, a: int, n: int) -> int:
    """Return the distance of the pattern (m <= 62) and t[a:a + n], swaps of neighbours allowed.

    Bit vectors of Hyyro (2003), optimal string alignment.
    """
    full = (1 << m) - 1
    high = 1 << (m - 1)
    vp = full
    vn = 0
    d0 = 0
    old = 0
    dist = m
    for j in range(n):
        pm = 0 + pe[t[a + j]]
        tr = ((full & ~d0 & pm) << 1) & old
        d0 = ((((pm & vp) + vp) ^ vp) | pm | vn | tr) & full
        hp = vn | (full & ~(d0 | vp))
        hn = d0 & vp
        if hp & high:
            dist += 1
        if hn & high:
            dist -= 1
        hp = ((hp << 1) | 1) & full
        hn = (hn << 1) & full
        vp = hn | (full & ~(d0 | hp))
        vn = hp & d0
        old = pm
    return dist


def inside(pe: Array, m: int, t: Array, n: int) -> int:
    """Return the least Levenshtein distance of the pattern to any stretch of t."""
    full = (1 << m) - 1
    high = 1 << (m - 1)
    vp = full
    vn = 0
    dist = m
    best = m
    for j in range(n):
        eq = 0 + pe[t[j]]
        xv = eq | vn
        xh = ((((eq & vp) + vp) ^ vp) | eq) & full
        hp = vn | (full & ~(xh | vp))
        hn = vp & xh
        if hp & high:
            dist += 1
        if hn & high:
            dist -= 1
        hp = (hp << 1) & full
        hn = (hn << 1) & full
        vp = hn | (full & ~(xv | hp))
        vn = hp & xv
        if dist < best:
            best = dist
    return best


def apart(x: int, y: int) -> int:
    """Return a distance that two stretches have at least: letters that only one of them has."""
    left = x & ~y
    right = y & ~x
    most = 0
    least = 0
    while left:
        left &= left - 1
        most += 1
    while right:
        right &= right - 1
        least += 1
    return most if most > least else least


def alike(
    pe: Array, x: Array, a: int, m: int, y: Array, b: int, n: int, has_x: int, has_y: int
) -> float:
    """Return 1 - distance / longer of two stretches; 0 where that is less than .6.

    has_x, has_y have a bit for each letter of the stretch (``unpack``).
    """
    gap = m - n if m > n else n - m
    longer = m if m > n else n
    if gap * 3 > longer or m > 62 or n > 62 or apart(has_x, has_y) * 5 > longer * 2:
        return 0.0
    set_bits(pe, x, a, m)
    d = osa(pe, m, y, b, n)
    clear_bits(pe, x, a, m)
    return 1.0 - d / longer


def number_like(s: Array, a: int, b: int) -> int:
    """Return 2 of mostly digits, 1 of a single letter or a Roman numeral, else 0."""
    roman = True
    digits = 0
    for i in range(a, b):
        c = s[i]
        if 48 <= c <= 57:
            digits += 1
        if c != 105 and c != 118 and c != 120:
            roman = False
    if digits * 2 >= b - a:
        return 2
    return 1 if roman or b - a == 1 else 0


def long_number(s: Array, a: int, b: int) -> bool:
    """Return whether s[a:b] is a number of four digits or more that is no year."""
    digits = 0
    for i in range(a, b):
        if 48 <= s[i] <= 57:
            digits += 1
    if digits < 4:
        return False
    return not (
        b - a == 4 and (s[a] == 49 or s[a] == 50) and (s[a + 1] == 57 or s[a + 1] == 48)
    )


def abbreviates(s: Array, a: int, b: int, t: Array, c: int, d: int) -> int:
    """Return whether s[a:b] is short for t[c:d]: 2 its start, 1 some of its letters, 0 no."""
    if b - a < 2 or b - a >= d - c or s[a] != t[c]:
        return 0
    i = a
    prefix = True
    for k in range(c, d):
        if i < b and s[i] == t[k]:
            if k - c != i - a:
                prefix = False
            i += 1
    if i < b:
        return 0
    if prefix and b - a >= 3:
        return 2
    return 1 if b - a >= 3 or d - c <= 6 else 0


def roman(s: Array, a: int, b: int) -> int:
    """Return what the numeral s[a:b], below forty, is compared as in digits; 0 if it is none."""
    value = 0
    before = 99
    for i in range(a, b):
        c = s[i]
        if c == 105:
            now = 1
        elif c == 118:
            now = 5
        elif c == 120:
            now = 10
        else:
            return 0
        value += now
        if now > before:
            value -= 2 * before
        before = now
    if value <= 0 or value > 39:
        return 0
    h = 0x811C9DC5
    if value > 9:
        h = ((h ^ (48 + value // 10)) * 0x01000193) & 0xFFFFFFFF
    return ((h ^ (48 + value % 10)) * 0x01000193) & 0xFFFFFFFF


def sound_of(c: int) -> int:
    """Return the group of letters that a letter is heard as; 0 for vowels, h, w and y."""
    if c == 98 or c == 112:  # b p
        return 1
    if c == 99 or c == 103 or c == 107 or c == 113:  # c g k q
        return 2
    if c == 100 or c == 116:  # d t
        return 3
    if c == 102 or c == 118:  # f v
        return 4
    if c == 106 or c == 115 or c == 120 or c == 122:  # j s x z
        return 5
    if c == 97 or c == 101 or c == 104 or c == 105 or c == 111 or c == 117:
        return 0
    if c == 119 or c == 121:  # w y
        return 0
    return c


def sounds_like(s: Array, a: int, b: int, t: Array, c: int, d: int) -> bool:
    """Return whether two words are heard alike: the same consonants in the same order."""
    i = a
    k = c
    last = 0
    while True:
        x = 0
        while i < b and x == 0:
            x = sound_of(s[i])
            if x == last:
                x = 0
            i += 1
        y = 0
        while k < d and y == 0:
            y = sound_of(t[k])
            if y == last:
                y = 0
            k += 1
        if x != y:
            return False
        if x == 0:
            return True
        last = x


def align(
    q: Side, q0: int, t: Side, t0: int, work: Align
) -> tuple[int, int, int, float, float, int, int, int, float, float]:
    """Pair the words of a query with those of a listed name; tm, qm say how well, pos with which.

    Returns words met, words joined or split, words abbreviated, the rarity lost to slips, and
    the part of it where the other spelling is a word that the world uses; then words with a
    slip, letters changed in them, slips in short words, the rarity of words with a slip where
    both spellings are the world's, and of those that sound the same.
    """
    o, mq, qs, qe, u, mt, ts, te, pe, qm, tm, pos = work
    slips = 0
    edits = 0
    brief = 0
    both = 0.0
    sound = 0.0
    for i in range(mt):
        tm[i] = 0.0
        pos[i] = -1
    for j in range(mq):
        qm[j] = 0.0
    typo = 0.0
    known = 0.0
    short = 0
    joined = 0
    words = 0
    for i in range(mt):  # the same words
        for j in range(mq):
            if qm[j] == 0.0 and tm[i] == 0.0 and q[3][q0 + j] == t[3][t0 + i]:
                tm[i] = 1.0
                qm[j] = 1.0
                pos[i] = j
                words += 1
    for i in range(mt):  # a Roman numeral for another numeral
        for j in range(mq):
            if tm[i] == 0.0 and qm[j] == 0.0 and (t[5][t0 + i] == 5) != (q[5][q0 + j] == 5):
                if t[5][t0 + i] == 5:
                    k = roman(o, qs[j], qe[j])
                else:
                    k = roman(u, ts[i], te[i])
                if k > 0 and (k == t[3][t0 + i] or k == q[3][q0 + j]):
                    tm[i] = 1.0
                    qm[j] = 1.0
                    pos[i] = j
                    words += 1
    if words == mt and words == mq:
        return words, joined, short, typo, known, slips, edits, brief, both, sound
    for i in range(mt):  # a slip, or one word for two or three; exact joins before slips
        if tm[i] > 0.0:
            continue
        best = 0.0
        bj = -1
        bi2 = i
        bj2 = -1
        for j in range(mq):
            if qm[j] > 0.0:
                continue
            has = 0 + qs[32 + j]
            s = alike(pe, u, ts[i], te[i] - ts[i], o, qs[j], qe[j] - qs[j], ts[32 + i], has)
            if (
                s > best
                and (s >= 0.7 or (s >= 0.6 and te[i] - ts[i] == 5))
                and t[5][t0 + i] != 5
                and q[5][q0 + j] != 5
                and number_like(u, ts[i], te[i]) == 0
                and number_like(o, qs[j], qe[j]) == 0
            ):
                best = s
                bj = j
                bj2 = j
                bi2 = i
            for more in range(1, 3):
                if te[i] - ts[i] >= 4 and j + more < mq and qm[j + more] == 0.0:
                    has |= qs[32 + j + more]
                    n = qe[j + more] - qs[j]
                    s = alike(pe, u, ts[i], te[i] - ts[i], o, qs[j], n, ts[32 + i], has)
                    s -= 0.02
                    if s >= 0.8 and s > best:
                        best = s
                        bj = j
                        bj2 = j + more
                        bi2 = i
                else:
                    break
            has = 0 + ts[32 + i]
            for more in range(1, 3):
                if qe[j] - qs[j] >= 4 and i + more < mt and tm[i + more] == 0.0:
                    has |= ts[32 + i + more]
                    n = te[i + more] - ts[i]
                    s = alike(pe, u, ts[i], n, o, qs[j], qe[j] - qs[j], has, qs[32 + j])
                    s -= 0.02
                    if s >= 0.8 and s > best:
                        best = s
                        bj = j
                        bj2 = j
                        bi2 = i + more
                else:
                    break
        if bj >= 0:
            w = 0.0
            for k in range(i, bi2 + 1):
                tm[k] = best
                pos[k] = bj
                w += t[4][t0 + k]
            for k in range(bj, bj2 + 1):
                qm[k] = best
            if bi2 > i or bj2 > bj:
                joined += 1
                best += 0.02
            typo += w * (1.0 - best)
            if bi2 == i and bj2 == bj and best < 1.0:
                la = te[i] - ts[i]
                lb = qe[bj] - qs[bj]
                if lb > la:
                    la = lb
                slips += 1
                edits += int((1.0 - best) * la + 0.5)
                if la <= 5:
                    brief += 1
                if q[4][q0 + bj] < 165:
                    rare = 0.0 + q[4][q0 + bj]
                    known += w if w < rare else rare
                    if t[4][t0 + i] < 165:
                        both += w if w < rare else rare
                if sounds_like(u, ts[i], te[i], o, qs[bj], qe[bj]):
                    sound += w
            words += 1
    for i in range(mt):  # abbreviations, and a last word cut short
        if tm[i] > 0.0:
            continue
        for j in range(mq):
            if qm[j] == 0.0 and tm[i] == 0.0:
                k = abbreviates(o, qs[j], qe[j], u, ts[i], te[i])
                if k == 0:
                    k = abbreviates(u, ts[i], te[i], o, qs[j], qe[j])
                if k > 0:
                    tm[i] = 0.7 + 0.1 * k
                    qm[j] = 0.7 + 0.1 * k
                    pos[i] = j
                    short += 1
                    words += 1
    return words, joined, short, typo, known, slips, edits, brief, both, sound


def initials(s: Array, a: int, b: int, t: Array, ts: Array, m: int, used: Reals) -> int:
    """Return how many words in a row, none of them met yet, have the letters s[a:b] in front."""
    for i in range(m - (b - a) + 1):
        k = 0
        while k < b - a and used[i + k] == 0.0 and t[ts[i + k]] == s[a + k]:
            k += 1
        if k == b - a:
            return i
    return -1


def compare(x: Reals, q: Side, r: int, t: Side, row: int, work: Work) -> int:
    """Fill x with the features (``scoring.FEATURES``) of query r against the listed name row.

    The letters of both are unpacked in work. Returns how many words are met.
    """
    o, nq, mq, qs, qe, u, nt, mt, ts, te, pe, qpe, qm, tm, pos = work
    q0 = 0 + q[2][r]
    t0 = 0 + t[2][row]
    words, joined, short, typo, known, slips, edits, brief, both, sound = align(
        q, q0, t, t0, (o, mq, qs, qe, u, mt, ts, te, pe, qm, tm, pos)
    )
    acronym = 0
    if words < mt and words < mq:
        for j in range(mq):
            k = qe[j] - qs[j]
            if qm[j] == 0.0 and 2 <= k <= 10 and acronym == 0:
                i = initials(o, qs[j], qe[j], u, ts, mt, tm)
                if i >= 0:
                    acronym = k
                    qm[j] = 0.8
                    for z in range(i, i + k):
                        tm[z] = 0.8
                        pos[z] = j
        for i in range(mt):
            k = te[i] - ts[i]
            if tm[i] == 0.0 and 2 <= k <= 10 and acronym == 0:
                j = initials(u, ts[i], te[i], o, qs, mq, qm)
                if j >= 0:
                    acronym = k
                    tm[i] = 0.8
                    pos[i] = j
                    for z in range(j, j + k):
                        qm[z] = 0.8
    for z in range(len(x)):
        x[z] = 0.0
    tall = 0.0
    tgot = 0.0
    worst_t = 0.0
    rarest = 0.0
    missing = 0.0
    number_t = 0
    roman_t = 0
    rare_got = 0.0
    worst_typo = 0.0
    tail = 0.0
    short_left = 0
    first_t = -1
    own_met = 0.0
    own_all = 0.0
    form_like = 0
    missing_words = 0
    own_words = 0
    longest = 0
    exactly = 0.0
    for i in range(mt):
        w = 0.1 * t[4][t0 + i]
        role = 0 + t[5][t0 + i]
        if role == 7 and tm[i] == 0.0:
            form_like += 1
            continue
        if role > 5:
            role = 4
        num = 1 if role == 5 else number_like(u, ts[i], te[i])
        if role == 4 and tm[i] == 0.0 and num == 0:  # a small word is no difference
            x[43] += w / 18.0
            continue
        tall += w
        tgot += w * tm[i]
        if w > rarest:
            rarest = w
        if role == 0:
            own_all += w
            own_met += w * tm[i]
        if tm[i] == 0.0:
            missing += w
            tail += w
            if num > 0:
                number_t += 1
                if num == 1:
                    roman_t += 1
            else:
                missing_words += 1
                if w > worst_t:
                    worst_t = w
                x[39 + role] += w / 18.0
            if te[i] - ts[i] <= 3:
                short_left += 1
        else:
            tail = 0.0
            if w * tm[i] > rare_got:
                rare_got = w * tm[i]
            if 1.0 - tm[i] > worst_typo:
                worst_typo = 1.0 - tm[i]
            if first_t < 0:
                first_t = i
            if role == 0:
                own_words += 1
            if tm[i] == 1.0:
                if w > exactly:
                    exactly = w
                if te[i] - ts[i] > longest:
                    longest = te[i] - ts[i]
    qall = 0.0
    qgot = 0.0
    worst_q = 0.0
    extra = 0.0
    number_q = 0
    roman_q = 0
    last = -1
    first = -1
    for j in range(mq):
        if qm[j] > 0.0:
            last = j
            if first < 0:
                first = j
    bill_words = 0
    for j in range(mq):
        if qm[j] == 0.0 and q[5][q0 + j] == 6:
            bill_words += 1
    bill = bill_words > 0
    for j in range(mq):
        if qm[j] == 0.0 and (j < first or j > last) and long_number(o, qs[j], qe[j]):
            bill = True
    bill_numbers = 0
    extra_words = 0
    front = 0
    within = 0.0
    for j in range(mq):
        role = 0 + q[5][q0 + j]
        if qm[j] == 0.0 and role == 6:
            continue
        if qm[j] == 0.0 and role == 7:
            form_like += 1
            continue
        num = 1 if role == 5 else number_like(o, qs[j], qe[j])
        if bill and qm[j] == 0.0 and num > 0 and (j < first or j > last):
            bill_numbers += 1
            continue
        if role > 5:
            role = 4
        w = 0.1 * q[4][q0 + j]
        if role == 4 and qm[j] == 0.0 and num == 0:
            x[48] += w / 18.0
            continue
        if num > 0 and w > 8.0:
            w = 8.0
        qall += w
        qgot += w * qm[j]
        if qm[j] == 0.0:
            extra += w
            if num > 0:
                number_q += 1
                if num == 1:
                    roman_q += 1
            else:
                extra_words += 1
                if w > worst_q:
                    worst_q = w
                x[44 + role] += w / 18.0
            if j < first:
                front += 1
            if first < j < last:
                within += w
            if qe[j] - qs[j] <= 3:
                short_left += 1
    turns = 0
    before = -1
    for i in range(mt):
        if pos[i] >= 0:
            if pos[i] < before:
                turns += 1
            before = 0 + pos[i]
    nq_ = nq if nq < 62 else 62
    nt_ = nt if nt < 62 else 62
    longer = nq_ if nq_ > nt_ else nt_
    whole = 1.0 - osa(qpe, nq_, u, 0, nt_) / longer
    set_bits(pe, u, 0, nt_)
    within_q = 1.0 - inside(pe, nt_, o, nq) / nt_
    clear_bits(pe, u, 0, nt_)
    x[0] = 1.0
    x[1] = tgot / (tall + 0.01)
    x[2] = qgot / (qall + 0.01)
    x[3] = worst_t / 18.0
    x[4] = worst_q / 18.0
    x[5] = (missing if missing < extra else extra) / 18.0
    x[6] = typo / 180.0
    x[7] = known / 180.0
    x[8] = 1.0 if number_t > 0 and number_q > 0 else 0.0
    x[9] = 1.0 if number_t > 0 and number_q == 0 else 0.0
    x[10] = 1.0 if number_q > 0 and number_t == 0 else 0.0
    x[11] = 1.0 if turns > 0 else 0.0
    x[12] = (tgot if tgot < 60.0 else 60.0) / 60.0
    x[13] = whole
    x[14] = within_q
    x[15] = tail / 18.0
    x[16] = within / 18.0
    x[17] = 0.5 * short
    x[18] = 0.5 * joined
    x[19] = rarest / 18.0
    x[20] = words / 6.0 if words < 6 else 1.0
    x[21] = 1.0 if missing + extra + typo == 0.0 else 0.0
    x[22] = 1.0 if first < 0 or front > 0 or first_t != 0 else 0.0
    x[23] = short_left / 3.0 if short_left < 3 else 1.0
    x[24] = nq / nt if nq < nt else nt / nq
    x[25] = (worst_t if worst_t < worst_q else worst_q) / 18.0
    x[26] = missing / 18.0 if missing < 54.0 else 3.0
    x[27] = extra / 18.0 if extra < 54.0 else 3.0
    ql = 0 + q[6][r]
    tl = 0 + t[6][row]
    x[28] = 1.0 if ql != 0 and ql == tl else 0.0
    x[29] = 1.0 if ql != 0 and tl != 0 and ql & tl & 0x1FFFFFFFFFFFFF == 0 else 0.0
    x[30] = 1.0 if ql == 0 and tl != 0 else 0.0
    x[31] = 1.0 if ql != 0 and tl == 0 else 0.0
    x[32] = 0.5 * roman_q if roman_q < 2 else 1.0
    x[33] = 0.5 * roman_t if roman_t < 2 else 1.0
    x[34] = worst_typo
    x[35] = mt / 8.0 if mt < 8 else 1.0
    x[36] = rare_got / 18.0
    x[37] = worst_t / 18.0 if extra == 0.0 else 0.0
    x[38] = worst_q / 18.0 if missing == 0.0 else 0.0
    low = x[40] if x[40] < x[45] else x[45]
    x[49] = low  # a place for another
    low = x[41] if x[41] < x[46] else x[46]
    x[50] = low  # a trade for another
    x[51] = own_met / (own_all + 0.01) if own_all > 0.0 else 1.0
    x[52] = 1.0 if own_all > 0.0 and own_met < 4.0 else 0.0
    x[53] = 1.0 if acronym > 0 else 0.0
    x[54] = whole * whole * whole * whole
    x[55] = 1.0 if whole >= 1.0 else 0.0
    x[56] = x[1] * x[2]
    low = x[39] if x[39] < x[44] else x[44]
    x[57] = low  # a word of its own for another
    x[58] = 1.0 if whole >= 0.9 and words < mt else 0.0
    begins = 8 <= nq < nt
    if begins:
        for z in range(nq):
            if o[z] != u[z]:
                begins = False
                break
    if begins:
        x[61] = 1.0
        x[62] = 1.0
        for i in range(mt):
            if te[i] == nq:
                x[62] = 0.0
    x[63] = x[8] * x[56]
    x[64] = x[57] * x[25]
    x[65] = typo * typo / 3600.0 if typo < 60.0 else 1.0
    x[66] = x[44] if x[39] == 0.0 else 0.0
    x[67] = x[39] if x[44] == 0.0 else 0.0
    x[68] = nq / 30.0 if nq < 30 else 1.0
    x[69] = x[68] * whole * whole * whole * whole
    x[70] = x[53] * x[51]
    x[71] = 1.0 if own_all == 0.0 else 0.0
    x[72] = x[71] * x[29]
    x[73] = x[71] * x[27]
    x[74] = (x[10] + x[9]) * x[56]
    x[75] = x[44] * x[44] if x[44] < 3.0 else 9.0
    x[76] = x[39] * x[39] if x[39] < 3.0 else 9.0
    x[77] = x[29] * x[21]
    same = q[7][r] != 0 and q[7][r] == t[7][row]
    other = q[7][r] != 0 and t[7][row] != 0 and q[7][r] != t[7][row]
    x[59] = 1.0 if same else 0.0
    x[60] = 1.0 if other else 0.0
    x[78] = bill_words / 3.0 if bill_words < 3 else 1.0
    x[79] = bill_numbers / 3.0 if bill_numbers < 3 else 1.0
    x[80] = 0.5 * form_like if form_like < 2 else 1.0
    x[81] = 1.0 if ql != 0 and tl != 0 and (ql >> 53) & (tl >> 53) == 0 else 0.0
    x[82] = acronym / 5.0 if acronym < 5 else 1.0
    x[83] = 1.0 if acronym > 0 and missing + extra == 0.0 else 0.0
    if qm[0] == 0.0 and qe[0] - qs[0] <= 3 and q[5][q0] == 0:
        x[84] = 1.0
    if tm[0] == 0.0 and te[0] - ts[0] <= 3 and t[5][t0] == 0:
        x[85] = 1.0
    x[86] = slips / 3.0 if slips < 3 else 1.0
    x[87] = edits / 4.0 if edits < 4 else 1.0
    x[88] = 1.0 if brief > 0 else 0.0
    x[89] = both / 180.0
    x[90] = sound / 180.0
    x[91] = x[45] if missing == 0.0 and extra_words == 1 and x[45] > 0.0 else 0.0
    plain = x[39] == 0.0 and number_t == 0
    x[92] = missing / 18.0 if extra == 0.0 and plain and missing < 36.0 else 0.0
    plain = x[44] == 0.0 and number_q == 0
    x[93] = extra / 18.0 if missing == 0.0 and plain and extra < 36.0 else 0.0
    low = missing_words if missing_words < extra_words else extra_words
    x[94] = 0.5 * low if low < 2 else 1.0
    x[95] = own_words / 3.0 if own_words < 3 else 1.0
    x[96] = extra_words / 4.0 if extra_words < 4 else 1.0
    x[97] = missing_words / 4.0 if missing_words < 4 else 1.0
    x[98] = longest / 12.0 if longest < 12 else 1.0
    x[99] = exactly / 18.0
    for z in range(len(x)):
        if x[z] > 2.0:
            x[z] = 2.0
    return words


def weigh(x: Reals, coef: Reals, joint: Array) -> float:
    """Return the sum of the weighed features, and of the products of the pairs in joint."""
    v = 0.0
    n = len(x)
    for k in range(n):
        v += coef[k] * x[k]
    for k in range(len(coef) - n):
        a = x[joint[2 * k]]
        if a != 0.0:
            v += coef[n + k] * a * x[joint[2 * k + 1]]
    return v


def sift(
    span: tuple[int, int],
    q: Side,
    t: Side,
    index: Index,
    numbers: Numbers,
    coef: Reals,
    joint: Array,
    look: tuple[Reals, Reals],
    least: float,
    work: Sifting,
    told: Array,
    dump: Reals,
) -> int:
    """Tell of the queries lo..hi which have a name that scores *least* or more.

    Only names that look like it at a glance are compared: by the first five things seen, then by
    all of them (``look``: a constant, a weight of each thing, one of each two; zero or more
    passes). Returns pairs compared. If dump has room, every pair is compared, and dumped: query,
    score, what is seen.
    """
    lo, hi = span
    _, _, _, _, norm, _, sketch, shift = index
    keys, gather, scratch, g = work
    o, os_, oe, f, at = keys
    acc, tl, fl, ff, ci, cs = gather
    u, us, ue, qm, tm, pos, pe, qpe, x = scratch
    first, second = look
    seen = len(g)
    pairs = 0
    for r in range(lo, hi):
        told[r - lo] = 0
        n, m = unpack(q[0], q[1][r], q[1][r + 1], o, os_, oe)
        if n == 0:
            continue
        k = features(o, n, os_, oe, m, f, shift, at, q[3], q[2][r])
        nt, weight = touched(f, k, at, index, numbers, gather)
        strongest = numbers[4] * (n + 10.0) ** 0.5
        mine = 0
        for z in range(n - 1):
            mine |= pair_bit(0 + o[z], 0 + o[z + 1])
        bits = bits_of(mine) + 0.001
        ql = 0 + q[6][r]
        for c in range(nt):
            i = 0 + tl[c]
            v = acc[i] * norm[i]
            acc[i] = 0
            if ql == t[6][i]:
                v *= 1.2
            cs[c] = v
            if v > strongest:
                strongest = v
        weakest = 0.01 * numbers[7] * strongest
        prepared = False
        for c in range(nt):
            if cs[c] < weakest:
                continue
            i = 0 + tl[c]
            raw = cs[c] / norm[i]
            if ql == t[6][i]:
                raw /= 1.2
            g[0] = raw / (weight + 0.001)
            g[1] = cs[c] / 100.0
            g[2] = cs[c] / strongest
            its = 0 + sketch[i]
            both = bits_of(its & mine) + 0.0
            g[3] = both / bits
            g[4] = both / (bits_of(its) + 0.001)
            if looks(first, g, 5) < 0.0 and len(dump) <= 1:
                continue
            own = glance(g, q, r, t, i, n)
            g[5] = raw / own / 20.0
            if looks(second, g, seen) < 0.0 and len(dump) <= 1:
                continue
            if not prepared:
                set_bits(qpe, o, 0, n if n < 62 else 62)
                prepared = True
            nu, mu = unpack(t[0], t[1][i], t[1][i + 1], u, us, ue)
            compare(x, q, r, t, i, (o, n, m, os_, oe, u, nu, mu, us, ue, pe, qpe, qm, tm, pos))
            v = weigh(x, coef, joint)
            z = pairs * (seen + 2)
            if z + seen + 2 <= len(dump):
                dump[z] = r
                dump[z + 1] = v
                for a in range(seen):
                    dump[z + 2 + a] = g[a]
            pairs += 1
            if v >= least:
                told[r - lo] = 1
                if len(dump) <= 1:
                    break
        if prepared:
            clear_bits(qpe, o, 0, n if n < 62 else 62)
    return pairs


def match(
    span: tuple[int, int],
    q: Side,
    t: Side,
    index: Index,
    numbers: Numbers,
    coef: Reals,
    joint: Array,
    keys: Keys,
    gather: Gather,
    scratch: Scratch,
    out: Out,
) -> int:
    """Find the best entries of the queries lo..hi and their scores; returns pairs compared.

    Row by row they go into owners, rows and scores of out, ``best`` a query, best first. If
    feats has room, it gets the features of every pair compared: query, row, features.
    """
    lo, hi = span
    _, _, _, _, _, owner, _, shift = index
    _, _, _, _, _, best, keep, part = numbers
    o, os_, oe, f, at = keys
    acc, tl, fl, ff, ci, cs = gather
    u, us, ue, qm, tm, pos, pe, qpe, x = scratch
    who, which, score, feats = out
    pairs = 0
    for r in range(lo, hi):
        base = (r - lo) * best
        for k in range(best):
            who[base + k] = -1
            which[base + k] = -1
            score[base + k] = -99.0
        n, m = unpack(q[0], q[1][r], q[1][r + 1], o, os_, oe)
        if n == 0:
            continue
        k = features(o, n, os_, oe, m, f, shift, at, q[3], q[2][r])
        if len(owner) <= keep:  # so few that each is compared
            nc = len(owner)
            for c in range(nc):
                ci[c] = c
                cs[c] = 1.0
        else:
            nc = candidates(f, k, at, n, q[6][r], t[6], index, numbers, gather)
        nq = n if n < 62 else 62
        set_bits(qpe, o, 0, nq)
        for c in range(nc):
            i = 0 + ci[c]
            if c >= keep and cs[c] * 100.0 < cs[0] * part:
                break
            nu, mu = unpack(t[0], t[1][i], t[1][i + 1], u, us, ue)
            if nu == 0:
                continue
            compare(x, q, r, t, i, (o, n, m, os_, oe, u, nu, mu, us, ue, pe, qpe, qm, tm, pos))
            if len(feats) > 1:
                z = pairs * (len(x) + 2)
                feats[z] = r
                feats[z + 1] = i
                for k in range(len(x)):
                    feats[z + 2 + k] = x[k]
            pairs += 1
            v = weigh(x, coef, joint)
            put(who, which, score, base, best, 0 + owner[i], i, v)
        clear_bits(qpe, o, 0, nq)
    return pairs


def put(
    who: Array, which: Array, score: Reals, base: int, best: int, own: int, i: int, v: float
) -> int:
    """Put a scored name in its place, each owner once; equal scores by row number."""
    z = base
    while (
        z < base + best and who[z] >= 0 and (score[z] > v or (score[z] == v and which[z] < i))
    ):
        if who[z] == own:
            return 0
        z += 1
    if z == base + best:
        return 0
    end = z
    while end < base + best - 1 and who[end] != own and who[end] >= 0:
        end += 1
    while end > z:
        who[end] = who[end - 1]
        which[end] = which[end - 1]
        score[end] = score[end - 1]
        end -= 1
    who[z] = own
    which[z] = i
    score[z] = v
    return 1


def explain(
    q: Side, t: Side, asked: Array, rows: Array, keys: Keys, scratch: Scratch, out: Reals
) -> int:
    """Put the features of each query of asked against the row beside it into out, row-major."""
    o, os_, oe, f, at = keys
    u, us, ue, qm, tm, pos, pe, qpe, x = scratch
    for p in range(len(asked)):
        n, m = unpack(q[0], q[1][asked[p]], q[1][asked[p] + 1], o, os_, oe)
        nu, mu = unpack(t[0], t[1][rows[p]], t[1][rows[p] + 1], u, us, ue)
        if n == 0 or nu == 0:
            continue
        nq = n if n < 62 else 62
        set_bits(qpe, o, 0, nq)
        compare(
            x,
            q,
            asked[p],
            t,
            rows[p],
            (o, n, m, os_, oe, u, nu, mu, us, ue, pe, qpe, qm, tm, pos),
        )
        clear_bits(qpe, o, 0, nq)
        for k in range(len(x)):
            out[p * len(x) + k] = x[k]
    return 0
