#!/usr/bin/env python3
"""Write and read a shard of ours with the upstream library, beside what ours took.

usage: bench_webdataset.py FOLDER

First: mvn test -pl datasets -Dtest=WebdatasetBench -Dscrim.bench.webdataset=FOLDER
It leaves train/shard-000000.tar and what ours took, in bench.json. Here webdataset's TarWriter writes the same parts
from memory: plainly, and hashing and forcing the disk as an export of ours does; then its reader reads both shards.
Best of four rounds each, by the clock and by CPU time.
"""
import hashlib
import json
import os
import sys
import time
from pathlib import Path

import webdataset as wds

ROUNDS = 4


def best(work):
    """Amount a second by the clock, and by the CPU time of this process."""
    clock, cpu = [], []
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), time.process_time()
        amount = work()
        clock.append(amount / (time.perf_counter() - start))
        cpu.append(amount / (time.process_time() - used))
    return max(clock), max(cpu)


class Hashed:
    """A file whose bytes are hashed on the way and forced to disk at the end."""

    def __init__(self, path):
        self.file, self.digest = open(path, "wb"), hashlib.sha256()

    def write(self, data):
        self.digest.update(data)
        return self.file.write(data)

    def close(self):
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()


def write(samples, path, hashed=False, **options):
    target = Hashed(path) if hashed else open(path, "wb")
    with wds.TarWriter(target, encoder=False, compress=False, **options) as writer:
        for sample in samples:
            writer.write(sample)
    target.close()
    return path.stat().st_size / 1e6


def told(what, ours, theirs):
    print(f"{what}: ours {ours[0]:.0f} ({ours[1]:.0f} by CPU time), upstream {theirs[0]:.0f} ({theirs[1]:.0f}): "
          f"{ours[0] / theirs[0]:.2f} ({ours[1] / theirs[1]:.2f}) times")


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
    fixed = folder / "upstream-fixed.tar"
    told("write, MB/s", mine["plain_mb_s"], best(lambda: write(samples, theirs)))
    told("write, MB/s, upstream with mtime=0", mine["plain_mb_s"], best(lambda: write(samples, fixed, mtime=0)))
    told("write, hash and force, MB/s", mine["committed_mb_s"], best(lambda: write(samples, theirs, hashed=True)))
    told("write, hash and force, MB/s, upstream with mtime=0", mine["committed_mb_s"],
         best(lambda: write(samples, fixed, hashed=True, mtime=0)))
    del samples
    for decode in (False, True):
        told(f"read with webdataset{', pictures decoded' if decode else ''}, samples/s",
             best(lambda: read(ours, decode)), best(lambda: read(theirs, decode)))
    print(f"read with ours, each sample checked: {mine['read_samples_s'][0]} samples/s")
    fixed.unlink()
    theirs.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
