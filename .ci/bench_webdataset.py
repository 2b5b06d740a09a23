#!/usr/bin/env python3
"""Write and read a shard of ours with the upstream library, beside what ours took.

usage: bench_webdataset.py FOLDER

First: mvn test -pl datasets -Dtest=WebdatasetBench -Dscrim.bench.webdataset=FOLDER
It leaves train/shard-000000.tar and bench.json, ours' MB/s (with hashing, both indexes and a forced disk). Here
webdataset's own TarWriter writes the same parts from memory, without any of these; then its reader reads both shards.
Best of four rounds each.
"""
import json
import sys
import time
from pathlib import Path

import webdataset as wds

ROUNDS = 4


def best(work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        amount = work()
        times.append(amount / (time.perf_counter() - start))
    return max(times)


def write(samples, path, **options):
    with wds.TarWriter(str(path), encoder=False, **options) as writer:
        for sample in samples:
            writer.write(sample)
    return path.stat().st_size / 1e6


def read(path, decode):
    pipeline = wds.WebDataset(str(path), shardshuffle=False)
    if decode:
        pipeline = pipeline.decode("pil")
    return sum(1 for _ in pipeline)


def main(argv):
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(argv[1])
    ours, theirs = folder / "train/shard-000000.tar", folder / "upstream.tar"
    samples = [{k: v for k, v in s.items() if k not in ("__url__", "__local_path__")}
               for s in wds.WebDataset(str(ours), shardshuffle=False)]
    mine = json.loads((folder / "bench.json").read_text())
    upstream = best(lambda: write(samples, theirs))
    fixed = best(lambda: write(samples, folder / "upstream-fixed.tar", mtime=0))
    print(f"write: ours {mine['write_mb_s']} MB/s, TarWriter {upstream:.0f} MB/s, with mtime=0 {fixed:.0f} MB/s: "
          f"{mine['write_mb_s'] / upstream:.1f} and {mine['write_mb_s'] / fixed:.1f} times")
    del samples
    for decode in (False, True):
        a, b = best(lambda: read(ours, decode)), best(lambda: read(theirs, decode))
        print(f"read with webdataset{', pictures decoded' if decode else ''}: "
              f"ours {a:.0f}, TarWriter's {b:.0f} samples/s: {a / b:.2f} times")
    print(f"read with ours, every check but hashes: {mine['read_samples_s']} samples/s")
    (folder / "upstream-fixed.tar").unlink()
    theirs.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
