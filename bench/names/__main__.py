"""Run one of the measurements: python -m bench.names VERB [OPTIONS]."""

import sys
from collections.abc import Callable, Sequence

from bench.names import background, fit, load, ours, pairs, peers, scale, screened, sifted

VERBS: dict[str, Callable[[Sequence[str]], None]] = {
    "background": background.main,
    "fit": fit.main,
    "load": load.main,
    "ours": ours.main,
    "pairs": pairs.main,
    "peers": peers.main,
    "scale": scale.main,
    "screened": screened.main,
    "sifted": sifted.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run the verb; 2 if there is none of that name."""
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: python -m bench.names {{{','.join(VERBS)}}} [OPTIONS]", file=sys.stderr)
        return 2
    VERBS[arguments[0]](arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
