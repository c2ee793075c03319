"""Kernels for two scripts: candidates by keys that both names have, and the comparison of two.

The same source runs compiled by numba or as the plain Python that it is. There is no logarithm
(weights come in tables), arrays have one dimension, and equal scores are told apart by row.

A *Latin side* is ``(unit_at, keys, first, last, part, word_at, bits, role, joins, sound_at,
sounds, form)``: name *i* has the keys ``unit_at[i]`` up to ``unit_at[i + 1]``, each with its
first word, the word behind its last, and the bits of what it stands for (below 0: all of them);
the words ``word_at[i]`` up to ``word_at[i + 1]``, each with its bits, its role, whether it is
read on from the word before, and its sounds.

A *sounded side* is ``(unit_at, keys, first, last, kind, letter_at, role, sound_at, sounds)``:
the same of letters, keys in order.
"""

from countersight.match.kernel.arrays import Array, Reals

Latin = tuple[
    Array, Array, Array, Array, Reals, Array, Reals, Array, Array, Array, Array, Array
]
Sounded = tuple[Array, Array, Array, Array, Array, Array, Array, Array, Array]
Costs = tuple[Reals, Reals]
"""Of one sound for another (a square in a row), and of a sound too many."""
Room = tuple[Reals, Array, Reals, Reals, Reals, Reals, Reals, Array]
"""Working arrays: met values, met places, words taken, letters taken, two rows, features, what
an alignment says, and the trace."""
Postings = tuple[Array, Array, Array, Reals]
"""Keys in order, where the rows of each start, rows, and what each key weighs."""
Gathering = tuple[Reals, Array, Reals, Array]
"""Working arrays: weight of each row, rows touched, and the best, a heap."""


def place_of(keys: Array, low: int, high: int, wanted: int) -> int:
    """Return the first place of a key among keys in order; high where it is not there."""
    end = high
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low < end and keys[low] == wanted:
        return low
    return end


def sift_down(weights: Reals, rows: Array, size: int) -> int:
    """Put the root of a heap where it belongs: the least on top."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            return at
        if child + 1 < size and (
            weights[child + 1] < weights[child]
            or (weights[child + 1] == weights[child] and rows[child + 1] > rows[child])
        ):
            child += 1
        if weights[at] < weights[child] or (
            weights[at] == weights[child] and rows[at] > rows[child]
        ):
            return at
        w = weights[at]
        weights[at] = weights[child]
        weights[child] = w
        r = 0 + rows[at]
        rows[at] = rows[child]
        rows[child] = r
        at = child


def gather(
    asked: Array,
    worth: Reals,
    low: int,
    high: int,
    postings: Postings,
    capped: int,
    most: int,
    room: Gathering,
) -> int:
    """Put the rows that have most of the keys asked[low:high] on a heap; return how many.

    Keys that more than *capped* rows have are left out. All weights are zero before and behind.
    """
    keys, starts, rows, weights = postings
    total, touched, best, heap = room
    count = 0
    for a in range(low, high):
        at = place_of(keys, 0, len(keys), asked[a])
        if at == len(keys) or starts[at + 1] - starts[at] > capped:
            continue
        w = weights[at] * worth[a]
        for p in range(starts[at], starts[at + 1]):
            row = 0 + rows[p]
            if total[row] == 0.0:
                touched[count] = row
                count += 1
            total[row] += w
    size = 0
    for t in range(count):
        row = 0 + touched[t]
        w = 0.0 + total[row]
        total[row] = 0.0
        if size < most:
            at = size
            size += 1
            while at > 0:
                up = (at - 1) // 2
                if best[up] < w or (best[up] == w and heap[up] > row):
                    break
                best[at] = best[up]
                heap[at] = heap[up]
                at = up
            best[at] = w
            heap[at] = row
        elif best[0] < w or (best[0] == w and heap[0] > row):
            best[0] = w
            heap[0] = row
            sift_down(best, heap, size)
    return size


def align(
    s: Array,
    ends: Array,
    first: int,
    last: int,
    t: Array,
    t0: int,
    t1: int,
    costs: Costs,
    rows: Reals,
    told: Reals,
) -> int:
    """Return how many letters, from the first on, sound most like t[t0:t1]; told[0] is how much.

    The letters' sounds are s[ends[i]:ends[i + 1]]. Costs are those of an edit, in parts of what
    the two have on average; the likeness is 1 at no cost and 0 at three fifths.
    """
    swap, gap = costs
    n = t1 - t0
    width = 64
    rows[0] = 0.0
    for j in range(n):
        rows[j + 1] = rows[j] + gap[t[t0 + j]]
    best = 0.0
    letters = 0
    told[0] = 0.0
    for x in range(first, last):
        for i in range(ends[x], ends[x + 1]):
            a = 0 + s[i]
            rows[width] = rows[0] + gap[a]
            for j in range(n):
                b = 0 + t[t0 + j]
                c = rows[j] + swap[a * 29 + b]
                d = rows[j + 1] + gap[a]
                c = min(c, d)
                d = rows[width + j] + gap[b]
                c = min(c, d)
                rows[width + j + 1] = c
            for j in range(n + 1):
                rows[j] = rows[width + j]
        alike = 1.0 - rows[n] / (0.6 * ((ends[x + 1] - ends[first]) + n) / 2.0)
        count = x + 1 - first
        if alike > 0.0 and alike * count > best:
            best = alike * count
            told[0] = alike
            letters = count
    return letters


def quality(kind: int) -> float:
    """Return how well a key of a kind explains what it covers."""
    if kind == 2:
        return 0.9
    if kind == 3:
        return 0.85
    if kind == 4:
        return 0.7
    if kind == 8:
        return 0.6
    if kind == 9:
        return 0.5
    if kind == 12:
        return 0.75
    return 1.0


def worth_of(kind: int) -> float:
    """Return how much a bit of a key of a kind counts, where two explain the same."""
    if kind == 2:
        return 0.7
    if kind == 3:
        return 0.9
    if kind == 4:
        return 0.55
    if kind == 7:
        return 0.6
    if kind == 8:
        return 0.7
    if kind == 9 or kind == 12:
        return 0.5
    return 1.0


def compare(sounded: Sounded, x: int, latin: Latin, y: int, costs: Costs, room: Room) -> int:
    """Put the features of a pair into the last of the room; return how many pieces are traced.

    Each piece of trace is five integers: letters from and to, words from and to, and the kind of
    its key, 100 and more for a likeness of sound in percent above it.
    """
    s_at, s_keys, s_first, s_last, s_kind, l_at, l_role, v_at, sounds = sounded
    u_at, u_keys, u_first, u_last, u_part, w_at, w_bits, w_role, w_joins, o_at, heard, form = (
        latin
    )
    value, where, words, letters, rows, f, told, trace = room
    swap = costs[0]
    l0 = 0 + l_at[x]
    n = l_at[x + 1] - l0
    w0 = 0 + w_at[y]
    m = w_at[y + 1] - w0
    for k in range(26):
        f[k] = 0.0
    f[0] = 1.0
    for t in range(m):
        words[t] = 0.0
    for i in range(2 * n + 2):
        letters[i] = 0.0  # behind n: 1 where it was met by its own letters
    low = 0 + s_at[x]
    high = 0 + s_at[x + 1]
    core0 = -1
    cores = 0
    for i in range(n):
        if l_role[l0 + i] == 0:
            cores += 1
            if core0 < 0:
                core0 = i
    met = 0
    for u in range(u_at[y], u_at[y + 1]):
        wanted = 0 + u_keys[u]
        if wanted >= 5 << 32:
            continue
        at = place_of(s_keys, low, high, wanted)
        while at < high and s_keys[at] == wanted and met < 120:
            kind = 0 + s_kind[at]
            part = 0.0 + u_part[u]
            a = 0 + u_first[u]
            b = 0 + u_last[u]
            i = 0 + s_first[at]
            j = 0 + s_last[at]
            at += 1
            if kind == 10 or (part >= 0.0 and kind != 7):
                continue
            if (kind == 8 or kind == 9) and i != core0:
                continue
            if kind == 9 and a > 1:
                continue
            bits = part
            if part < 0.0:
                bits = 0.0
                for t in range(a, b):
                    bits += w_bits[w0 + t]
                value[2 * met] = bits * worth_of(kind)
            else:
                value[2 * met] = bits * 0.5
                kind = 11
            value[2 * met + 1] = bits
            where[5 * met] = i
            where[5 * met + 1] = j
            where[5 * met + 2] = a
            where[5 * met + 3] = b
            where[5 * met + 4] = kind
            met += 1
    traced = 0
    for turn in range(4):
        if turn == 0 or turn == 2:
            while True:
                best = -1
                for c in range(met):
                    kind = 0 + where[5 * c + 4]
                    late = kind == 3 or kind == 4 or kind == 7 or kind == 9 or kind > 10
                    if kind < 0 or late != (turn == 2):
                        continue
                    if best >= 0 and (
                        value[2 * c] < value[2 * best]
                        or (
                            value[2 * c] == value[2 * best]
                            and where[5 * c + 1] - where[5 * c]
                            <= where[5 * best + 1] - where[5 * best]
                        )
                    ):
                        continue
                    best = c
                if best < 0:
                    break
                i = 0 + where[5 * best]
                j = 0 + where[5 * best + 1]
                a = 0 + where[5 * best + 2]
                b = 0 + where[5 * best + 3]
                kind = 0 + where[5 * best + 4]
                where[5 * best + 4] = -1
                free = True
                for t in range(a, b):
                    if words[t] > 0.0 and not (
                        kind == 11 and words[t] < 1.0 and words[t] == 0.5
                    ):
                        free = False
                for k in range(i, j):
                    if letters[k] > 0.0:
                        free = False
                if not free:
                    continue
                q = quality(kind)
                ours = 0
                for t in range(a, b):
                    words[t] = words[t] + 0.5 if kind == 11 else (0.9 if kind == 7 else q)
                for k in range(i, j):
                    letters[k] = 0.6 if kind == 11 else q
                    if kind == 1:
                        letters[n + 1 + k] = 1.0
                    if l_role[l0 + k] == 0:
                        ours += 1
                ours = min(ours, 4)
                bits = value[2 * best + 1]
                bits = min(bits, 20.0)
                bits /= 10.0
                if kind == 0:
                    f[1] += bits
                elif kind == 1:
                    f[2] += ours
                elif kind == 2:
                    f[3] += ours
                elif kind == 5:
                    f[6] += bits
                elif kind == 6:
                    f[7] += bits
                elif kind == 7 or kind == 11:
                    f[8] += bits
                elif kind == 8:
                    f[9] += bits
                elif kind == 9:
                    f[10] = 1.0
                elif kind == 12:
                    f[5] += 0.4 * (j - i)
                if traced < 20:
                    trace[5 * traced] = i
                    trace[5 * traced + 1] = j
                    trace[5 * traced + 2] = a
                    trace[5 * traced + 3] = b
                    trace[5 * traced + 4] = kind
                    traced += 1
        else:
            least = 2 if turn == 1 else 1
            best_value = 0.0
            best_alike = 0.0
            best_from = 0
            best_to = 0
            best_a = 0
            best_b = 0
            looked = 0
            for st in range(n):
                if looked == 2:
                    break
                if letters[st] > 0.0 or l_role[l0 + st] != 0:
                    continue
                if st > 0 and letters[st - 1] == 0.0 and l_role[l0 + st - 1] == 0:
                    continue
                looked += 1
                end = st
                while end < n and letters[end] == 0.0 and end - st < 7:
                    if l_role[l0 + end] != 0 and end - st >= 4:
                        break
                    end += 1
                for a in range(m):
                    b = a
                    while b < m and b - a < 4:
                        empty = o_at[w0 + b] == o_at[w0 + b + 1]
                        if words[b] > 0.0 or empty or (b > a and w_joins[w0 + b] == 0):
                            break
                        b += 1
                        size = o_at[w0 + b] - o_at[w0 + a]
                        if size > 18:
                            break
                        count = align(
                            sounds,
                            v_at,
                            l0 + st,
                            l0 + end,
                            heard,
                            0 + o_at[w0 + a],
                            0 + o_at[w0 + b],
                            costs,
                            rows,
                            told,
                        )
                        alike = 0.0 + told[0]
                        if turn == 3 and alike > f[24] and count > 1:
                            f[24] = alike
                        if (
                            count < least
                            or alike < (0.5 if count < 3 else 0.42)
                            or (count == 1 and size < 3)
                        ):
                            continue
                        v = (alike - 0.3) * (min(4, count))
                        if v > best_value:
                            best_value = v
                            best_alike = alike
                            best_from = st
                            best_to = st + count
                            best_a = a
                            best_b = b
            if turn == 3 and core0 >= 0 and letters[core0] == 0.0:
                at = 0 + v_at[l0 + core0]
                for t in range(m):
                    o = 0 + o_at[w0 + t]
                    if words[t] > 0.0 or o == o_at[w0 + t + 1] or at == v_at[l0 + core0 + 1]:
                        continue
                    begins = 1.0 - 2.0 * swap[sounds[at] * 29 + heard[o]]
                    if begins > f[25]:
                        f[25] = begins
            if best_value > 0.0:
                f[24] = 0.0
                f[25] = 0.0
                count = best_to - best_from
                f[4 if count < 3 else 5] += (best_alike - 0.4) * count
                for t in range(best_a, best_b):
                    words[t] = best_alike * 0.9
                for k in range(best_from, best_to):
                    letters[k] = best_alike * 0.9
                if traced < 20:
                    trace[5 * traced] = best_from
                    trace[5 * traced + 1] = best_to
                    trace[5 * traced + 2] = best_a
                    trace[5 * traced + 3] = best_b
                    trace[5 * traced + 4] = 100 + int(best_alike * 100)
                    traced += 1
    own = 0.0
    own_met = 0.0
    every = 0.0
    every_met = 0.0
    unmet = 0.0
    plain = 0.0
    places = 0.0
    foreign = 0.0
    rare = 0.0
    for t in range(m):
        bits = w_bits[w0 + t]
        bits = min(bits, 14.0)
        q = words[t]
        q = min(q, 1.0)
        every += bits
        every_met += bits * q
        if w_role[w0 + t] == 0:
            own += bits
            own_met += bits * q
            if q == 0.0:
                unmet += 1.0
            rare = max(rare, bits * q)
        elif q == 0.0:
            if w_role[w0 + t] == 1:
                places += 1.0
            elif w_role[w0 + t] == 3:
                foreign = 1.0
            else:
                plain += 1.0
    words_met = own_met / own if own > 0.0 else (every_met / every if every > 0.0 else 0.0)
    core_met = 0.0
    exact = 1.0 if cores > 0 else 0.0
    has_trade = False
    trade_met = False
    untrade = 0.0
    no_place = 0.0
    for i in range(n):
        role = 0 + l_role[l0 + i]
        if role == 0:
            core_met += letters[i]
            if letters[n + 1 + i] == 0.0:
                exact = 0.0
        elif role == 1:
            if letters[i] == 0.0:
                no_place = 1.0
        else:
            has_trade = True
            if letters[i] == 0.0:
                untrade += 0.5
            else:
                trade_met = True
    both = words_met * (core_met / cores if cores > 0 else 0.0)
    f[11] = both * (min(4, cores))
    f[12] = both * both * both
    f[13] = min(3.0, unmet)
    plain = min(plain, 3.0)
    f[15 if has_trade else 14] = plain
    f[16] = 1.0 if has_trade and not trade_met and plain > 0.0 else 0.0
    f[17] = untrade
    f[18] = min(2.0, places)
    f[19] = no_place
    f[20] = rare / 10.0
    f[21] = exact
    f[22] = 1.0 if form[y] & 1 else foreign
    f[23] = 1.0 if form[y] & 2 else 0.0
    return traced


def score(f: Reals, weights: Reals, joint: Array) -> float:
    """Return the weighed sum of features, and of products of two by their places in joint."""
    total = 0.0
    for k in range(26):
        total += f[k] * weights[k]
    for k in range(len(joint) // 2):
        total += weights[26 + k] * f[joint[2 * k]] * f[joint[2 * k + 1]]
    return total


def ask(
    span: tuple[int, int],
    asks_sounded: int,
    sounded: Sounded,
    latin: Latin,
    asked: tuple[Array, Array, Reals],
    postings: Postings,
    numbers: tuple[int, int, int],
    weights: tuple[Reals, Array],
    costs: Costs,
    room: Room,
    gathering: Gathering,
    out: tuple[Array, Reals],
) -> int:
    """Put the best rows of each query of the span into out, best first; -1 where none is left.

    asked is (where the keys of each query start, keys, worth); numbers are the most rows of a
    key, the candidates, and the rows told; weights are those of features and products, and the
    places of the products.
    """
    at, keys, worth = asked
    capped, most, limit = numbers
    heap = gathering[3]
    rows, logits = out
    f = room[5]
    for q in range(span[0], span[1]):
        base = (q - span[0]) * limit
        for k in range(limit):
            rows[base + k] = -1
            logits[base + k] = -1e30
        size = gather(keys, worth, 0 + at[q], 0 + at[q + 1], postings, capped, most, gathering)
        for c in range(size):
            row = 0 + heap[c]
            if asks_sounded == 1:
                compare(sounded, q, latin, row, costs, room)
            else:
                compare(sounded, row, latin, q, costs, room)
            v = score(f, weights[0], weights[1])
            if v < logits[base + limit - 1]:
                continue
            k = limit - 1
            if v == logits[base + k] and rows[base + k] >= 0 and rows[base + k] < row:
                continue
            while k > 0 and (
                v > logits[base + k - 1]
                or (v == logits[base + k - 1] and row < rows[base + k - 1])
            ):
                logits[base + k] = logits[base + k - 1]
                rows[base + k] = rows[base + k - 1]
                k -= 1
            logits[base + k] = v
            rows[base + k] = row
    return span[1] - span[0]
