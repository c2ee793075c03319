"""Reading notices: 1,545 of TED on one core, and what a long one takes of memory."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from countersight.read import Source, read

TED = "procurement/ted-award-notices-2014-2022.tar.xz"
MOST_SECONDS = 10
MOST_MIB = 400


def test_1545_notices_in_ten_seconds(benchmark: BenchmarkFixture, realdata: Path) -> None:
    def run() -> int:
        return sum(batch.rows for batch in read(Source.at(realdata / TED)))

    start = time.process_time()
    rows = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]
    spent = time.process_time() - start
    benchmark.extra_info["cpu_seconds"] = round(spent, 2)
    assert rows == 3_975
    assert spent < MOST_SECONDS


def test_a_notice_of_ten_thousand_lots_fits_in_memory(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    lot = (
        '<AWARD_CONTRACT ITEM="{n}"><LOT_NO>{n}</LOT_NO><AWARDED_CONTRACT><CONTRACTORS>'
        "<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Firm {n}</OFFICIALNAME>"
        "</ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS></AWARDED_CONTRACT></AWARD_CONTRACT>"
    )
    path = tmp_path / "long.xml"
    with path.open("w", encoding="utf-8") as out:
        out.write('<TED_EXPORT xmlns="ted/R2.0.9.S02/publication"><FORM_SECTION>')
        out.write('<F03_2014 CATEGORY="ORIGINAL"><CONTRACTING_BODY/>')
        out.writelines(lot.format(n=n) for n in range(10_000))
        out.write("</F03_2014></FORM_SECTION></TED_EXPORT>")
    code = (
        "import sys; from pathlib import Path; from countersight.read import Source, read;"
        "rows = sum(b.rows for b in read(Source.at(Path(sys.argv[1]))));"
        "sys.exit(rows != 10_000)"
    )
    call = [sys.executable, "-c", code, str(path)]
    done = benchmark.pedantic(subprocess.run, (call,), {"check": False}, rounds=1)  # type: ignore[no-untyped-call]
    assert done.returncode == 0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    benchmark.extra_info["mib"] = round(peak)
    assert peak < MOST_MIB
