#!/usr/bin/env python3
"""Write MB/s and read samples/s of upstream's libraries on the samples of an export of ours.

usage: bench_shards.py FOLDER [ROUNDS]     (FOLDER/mds or FOLDER/arrow or both, made by ShardWriteBench)

Make them and run, from the top of the project behind `./mvnw verify`; bench_write.py compares writers more closely:
  for f in mds arrow; do
    echo | java -cp 'datasets/target/test-classes:datasets/target/classes:jobs/target/lib/*' \
        dev.scrim.datasets.shards.ShardWriteBench $f /tmp/bench 1000
  done
  python3 .ci/bench_shards.py /tmp/bench
Upstream's writers get all samples in memory, their pictures as bytes that need no encoding, and hash with SHA-256 as
ours do; they do not force their files to disk, ours do.
"""
import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

import conformance_mds


def best(rounds, action):
    """Seconds by the clock and of CPU, each of the best round; the latter is the one to compare on a busy machine."""
    clock, cpu = [], []
    for _ in range(rounds):
        start, start_cpu = time.perf_counter(), time.process_time()
        action()
        clock.append(time.perf_counter() - start)
        cpu.append(time.process_time() - start_cpu)
    return min(clock), min(cpu)


def rates(amount, seconds):
    return f"{amount / seconds[0]:.0f} MB/s, {amount / seconds[1]:.0f} MB a second of CPU"


def size(folder, suffix):
    return sum(p.stat().st_size for p in Path(folder).rglob("*" + suffix)) / 1e6


def mds(ours, rounds, temp):
    StreamingDataset, MDSWriter = conformance_mds.load()
    theirs = temp / "mds"

    def dataset(folder):
        from streaming.base.util import clean_stale_shared_memory
        clean_stale_shared_memory()
        return StreamingDataset(local=str(folder), split="train", shuffle=False, batch_size=1, num_canonical_nodes=1)

    own = dataset(ours)
    columns = dict(zip(own.shards[0].column_names, own.shards[0].column_encodings))
    with conformance_mds.undecoded():
        samples = [s.decode_sample(s.get_sample_data(i)) for s in own.shards for i in range(s.samples)]

        def write(hashes):
            shutil.rmtree(theirs, ignore_errors=True)
            with MDSWriter(out=str(theirs / "train"), columns=columns, hashes=hashes) as writer:
                for sample in samples:
                    writer.write(sample)

        for hashes in ([], ["sha256"]):
            seconds = best(rounds, lambda: write(hashes))
            print(f"mds: upstream wrote {size(theirs, '.mds'):.1f} MB, hashes {hashes}, at "
                  + rates(size(theirs, ".mds"), seconds), flush=True)
    for decoded in (False, True):
        rate = {}
        # Turn and turn about, so that neither has the quieter minute.
        for _ in range(rounds):
            for name, folder in (("ours", ours), ("upstream's", theirs)):
                data = dataset(folder)

                def read():
                    for i in range(len(data)):
                        data[i]
                if decoded:
                    seconds = best(1, read)
                else:
                    with conformance_mds.undecoded():
                        seconds = best(1, read)
                rate[name] = max(rate.get(name, 0), len(data) / seconds[1])
        print(f"mds: reader, pictures {'decoded' if decoded else 'as bytes'}: " +
              ", ".join(f"{n} {r:.0f} samples a second of CPU" for n, r in rate.items()), flush=True)


def arrow(ours, rounds, temp):
    import pyarrow as pa
    files = sorted(Path(ours).rglob("*.arrow"))
    tables = []
    for file in files:
        with pa.OSFile(str(file)) as source:
            tables.append(pa.ipc.open_stream(source).read_all())
    theirs = temp / "arrow"
    theirs.mkdir()

    def write(hashed):
        for file, table in zip(files, tables):
            with pa.OSFile(str(theirs / file.name), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
            if hashed:
                with open(theirs / file.name, "rb") as written:
                    hashlib.file_digest(written, "sha256")

    for hashed in (False, True):
        seconds = best(rounds, lambda: write(hashed))
        print(f"arrow: pyarrow wrote {size(theirs, '.arrow'):.1f} MB, {'hashed' if hashed else 'not hashed'}, at "
              + rates(size(theirs, ".arrow"), seconds), flush=True)
    import datasets
    for decoded in (False, True):
        rate = {}
        for _ in range(rounds):
            for name, folder in (("ours", files[0].parent), ("pyarrow's", theirs)):
                parts = [datasets.Dataset.from_file(str(folder / f.name)) for f in files]
                if not decoded:
                    parts = [p.cast_column("image", datasets.Image(decode=False)) for p in parts]

                def read():
                    for part in parts:
                        for i in range(part.num_rows):
                            part[i]
                rate[name] = max(rate.get(name, 0), sum(p.num_rows for p in parts) / best(1, read)[1])
        print(f"arrow: datasets, pictures {'decoded' if decoded else 'as bytes'}: " +
              ", ".join(f"{n} {r:.0f} rows a second of CPU" for n, r in rate.items()), flush=True)


def main(argv):
    if len(argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    rounds = int(argv[2]) if len(argv) == 3 else 3
    with tempfile.TemporaryDirectory() as temp:
        # datasets looks for torch, so it comes before the stand-in that conformance_mds may need.
        for name, bench in (("arrow", arrow), ("mds", mds)):
            folder = Path(argv[1]) / name
            if folder.is_dir():
                bench(folder, rounds, Path(temp))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
