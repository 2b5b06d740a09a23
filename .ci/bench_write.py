#!/usr/bin/env python3
"""Write MB/s of Scrim's shard writers beside upstream's on the same samples, turn and turn about in one run.

usage: bench_write.py [--samples N] [--warm N] [--rounds N] [--quiet SECONDS] [--formats webdataset,mds,hf-parquet,arrow]
                      [--classpath CP]

From the top of the project, behind `./mvnw verify` (or with --classpath), in the environment of .ci/venv.sh with
.ci/requirements-mds.txt. Both sides get their samples in memory, one by one, pictures as bytes that need no encoding;
upstream's are read from what ours wrote. Both force each file to disk before a round ends. Ours also hashes every file
with SHA-256 and writes a manifest and whatever index the format has, so upstream is timed as it is and with hashing.
Where upstream can also write a table that lies in Arrow's memory already, which is no stream of samples, that has a
line of its own.

Each speed is two: MB/s by the clock, then MB for each second of CPU, garbage collection and compilation with it. A core
at a time is what upstream's writers use, and what ours use in "one": one shard after the other. "two" is two shards at a
time in one JVM, by two threads, as a build on two cores writes them: its MB/s are those of TWO CORES, so read its ratios
by the clock on an otherwise idle machine with two, and the ratios of CPU for the work itself, on any. "load" is the
machine's load average behind the rounds. Rounds of ours come first that are not counted (--warm): a build's writer is
compiled after its first gigabytes. With --quiet a round beside which others took more than a tenth of a core (Linux) is
done again, up to so many seconds for each format; "disturbed" counts those that were kept. The JVM has the flags that
./scrim gives it. Medians; with TMPDIR in memory (/dev/shm) no disk has a say.
"""
import argparse
import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import conformance_mds

BENCH = "dev.scrim.datasets.shards.ShardWriteBench"
# Most of a core that other processes may take beside a quiet round.
OTHERS = 0.1
CLASSPATH = "datasets/target/test-classes:datasets/target/classes:jobs/target/lib/*"


def launcher_flags():
    """The flags that ./scrim starts its JVM with."""
    return re.findall(r"^ +(-XX:\S+)", Path("scrim").read_text(), re.MULTILINE)


class Ours:
    """A JVM that writes once whenever it is asked, so that it is warm as a build's is."""

    def __init__(self, classpath, form, folder, samples):
        java = Path(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
        self.process = subprocess.Popen(
            [java, *launcher_flags(), "-Xmx2g", "-cp", classpath, BENCH, form, folder, str(samples)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit(f"{BENCH} did not start (build the project first, or give --classpath)")

    def __call__(self, at_a_time):
        self.process.stdin.write(f"{at_a_time}\n")
        self.process.stdin.flush()
        return tuple(float(word) for word in self.process.stdout.readline().split())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def timed(write, folder, hashed):
    """One round of upstream's: what `write` leaves is forced to disk and, if asked, hashed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    start, cpu = time.perf_counter(), time.process_time()
    write(folder)
    size = 0
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        with open(file, "rb") as written:
            os.fsync(written.fileno())
            size += os.fstat(written.fileno()).st_size
            if hashed:
                hashlib.file_digest(written, "sha256")
    return size / 1e6, time.perf_counter() - start, time.process_time() - cpu


def webdataset(folder):
    import webdataset as wds
    shards = [[{k: v for k, v in s.items() if k not in ("__url__", "__local_path__")}
               for s in wds.WebDataset(str(f), shardshuffle=False)] for f in sorted(folder.rglob("*.tar"))]

    def write(to):
        for i, samples in enumerate(shards):
            with wds.TarWriter(str(to / f"shard-{i:06d}.tar"), encoder=False) as writer:
                for sample in samples:
                    writer.write(sample)
    return {"webdataset TarWriter": write}


def mds(folder):
    StreamingDataset, MDSWriter = conformance_mds.load()
    own = StreamingDataset(local=str(folder), split="train", shuffle=False, batch_size=1, num_canonical_nodes=1)
    columns = dict(zip(own.shards[0].column_names, own.shards[0].column_encodings))
    with conformance_mds.undecoded():
        samples = [s.decode_sample(s.get_sample_data(i)) for s in own.shards for i in range(s.samples)]

    def write(to):
        with conformance_mds.undecoded(), MDSWriter(out=str(to / "train"), columns=columns) as writer:
            for sample in samples:
                writer.write(sample)
    return {"streaming MDSWriter": write}


def hf_parquet(folder):
    import datasets
    import pyarrow.parquet as pq
    from datasets.arrow_writer import ParquetWriter
    files = sorted(folder.rglob("*.parquet"))
    tables = [pq.read_table(f) for f in files]
    features = datasets.Features.from_arrow_schema(tables[0].schema)
    shards = [table.to_pylist() for table in tables]

    def rows(to):
        for i, shard in enumerate(shards):
            with ParquetWriter(path=str(to / f"{i}.parquet"), features=features, writer_batch_size=100) as writer:
                for row in shard:
                    writer.write(row)
                writer.finalize()

    def table(to):
        for i, each in enumerate(tables):
            pq.write_table(each, to / f"{i}.parquet", row_group_size=100, compression="none", use_dictionary=False,
                           write_statistics=False, write_page_checksum=True)
    return {"datasets ParquetWriter": rows, "pyarrow, from a table": table}


def arrow(folder):
    import datasets
    import pyarrow as pa
    from datasets.arrow_writer import ArrowWriter
    tables = []
    for file in sorted(folder.rglob("*.arrow")):
        with pa.OSFile(str(file)) as source:
            tables.append(pa.ipc.open_stream(source).read_all())
    features = datasets.Features.from_arrow_schema(tables[0].schema)
    shards = [table.to_pylist() for table in tables]

    def rows(to):
        for i, shard in enumerate(shards):
            with ArrowWriter(path=str(to / f"{i}.arrow"), features=features, writer_batch_size=100) as writer:
                for row in shard:
                    writer.write(row)
                writer.finalize()

    def table(to):
        for i, each in enumerate(tables):
            with pa.OSFile(str(to / f"{i}.arrow"), "wb") as sink, pa.ipc.new_stream(sink, each.schema) as writer:
                writer.write_table(each)
    return {"datasets ArrowWriter": rows, "pyarrow, from a table": table}


def cpu_seconds(*pids):
    """What the whole machine has spent, without what these processes have."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, soft, steal = (int(word) for word in stat.readline().split()[1:9])
    spent = user + nice + system + irq + soft + steal
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            spent -= sum(int(word) for word in stat.read().rpartition(")")[2].split()[11:13])
    return spent / os.sysconf("SC_CLK_TCK")


class Quiet:
    """Waits until others leave the machine alone, and does a round again that they had too large a share in."""

    def __init__(self, seconds, pid):
        self.end = time.monotonic() + seconds
        self.pids = (os.getpid(), pid)
        self.disturbed = 0

    def __call__(self, run):
        while time.monotonic() < self.end:
            if self.shared(lambda: time.sleep(0.5))[0]:
                continue
            shared, result = self.shared(run)
            if not shared:
                return result
        self.disturbed += 1
        return run()

    def shared(self, run):
        """Whether others took part, and the result."""
        start, before = time.monotonic(), cpu_seconds(*self.pids)
        result = run()
        return cpu_seconds(*self.pids) - before > OTHERS * (time.monotonic() - start), result


def speeds(runs):
    """MB/s by the clock and MB a second of CPU, the medians."""
    return (statistics.median(mb / clock for mb, clock, _ in runs),
            statistics.median(mb / cpu for mb, _, cpu in runs))


def told(speed):
    return f"{speed[0]:.0f} / {speed[1]:.0f}"


def ratios(one, two, upstream):
    """Ours against upstream's by the clock, one shard at a time and two, and by CPU."""
    return f"{one[0] / upstream[0]:.2f} | {two[0] / upstream[0]:.2f} | {one[1] / upstream[1]:.2f}"


def compare(form, options, temp):
    ours = Ours(options.classpath, form, str(temp), options.samples)
    runs = {}
    try:
        for i in range(options.warm):
            ours(1 + i % 2)
        writers = UPSTREAM[form](temp / form)
        quiet = Quiet(options.quiet, ours.process.pid)
        to = temp / "upstream"
        for _ in range(options.rounds):
            for at_a_time in (1, 2):
                runs.setdefault(at_a_time, []).append(quiet(lambda: ours(at_a_time)))
            for name, write in writers.items():
                for hashed in (False, True):
                    runs.setdefault((name, hashed), []).append(quiet(lambda: timed(write, to, hashed)))
                    shutil.rmtree(to)
    finally:
        ours.close()
    one, two = speeds(runs[1]), speeds(runs[2])
    for i, name in enumerate(writers):
        plain, hashed = speeds(runs[name, False]), speeds(runs[name, True])
        own = f"{form} | {told(one)} | {told(two)}" if i == 0 else " | | "
        print(f"| {own} | {name} | {told(plain)} | {ratios(one, two, plain)} "
              f"| {told(hashed)} | {ratios(one, two, hashed)} | {os.getloadavg()[0]:.1f} |", flush=True)
    if options.quiet and quiet.disturbed:
        print(f"| {form}: {quiet.disturbed} disturbed rounds |", flush=True)


UPSTREAM = {"webdataset": webdataset, "hf-parquet": hf_parquet, "arrow": arrow, "mds": mds}


def parser(doc, samples, rounds):
    """What both benches can be told."""
    options = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--samples", type=int, default=samples)
    options.add_argument("--rounds", type=int, default=rounds)
    options.add_argument("--formats", default=",".join(UPSTREAM))
    options.add_argument("--classpath", default=CLASSPATH)
    return options


def each(options, compare):
    """Compares each format that was asked for in a folder of its own."""
    for form in options.formats.split(","):
        with tempfile.TemporaryDirectory() as temp:
            compare(form, options, Path(temp))


def main():
    told = parser(__doc__, samples=640, rounds=5)
    told.add_argument("--warm", type=int, default=32)
    told.add_argument("--quiet", type=float, default=0)
    options = told.parse_args()
    print("| format | ours: one | two | upstream | as it is | one | two | CPU | hashed too | one | two | CPU | load |")
    print("|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    each(options, compare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
