#!/usr/bin/env python3
"""Read samples/s of upstream's readers: a shard of Scrim's beside one that upstream's writer wrote of the same samples.

usage: bench_read.py [--samples N] [--rounds N] [--formats webdataset,mds,hf-parquet,arrow] [--classpath CP]

From the top of the project, behind `./mvnw verify` (or with --classpath), in the environment of .ci/venv.sh with
.ci/requirements-mds.txt. Turn and turn about, ours and upstream's changing who is first, so that neither has the quieter
minute; pictures as bytes, and decoded. Medians, by the CPU of this process, the figure to look at on a busy machine; a
ratio above 1 says that ours are read faster. Upstream writes its samples twice: what its second copy gives against its
first, which is the same, says how much of a ratio is the machine. With TMPDIR in memory (/dev/shm) no disk has a say.
"""
import statistics
import sys
import time

import bench_write
import conformance_mds


def webdataset(folder, decoded):
    import webdataset as wds
    pipeline = wds.WebDataset([str(f) for f in sorted(folder.rglob("*.tar"))], shardshuffle=False)
    return sum(1 for _ in (pipeline.decode("pil") if decoded else pipeline))


def mds(folder, decoded):
    StreamingDataset, _ = conformance_mds.load()
    from streaming.base.util import clean_stale_shared_memory
    clean_stale_shared_memory()
    data = StreamingDataset(local=str(folder), split="train", shuffle=False, batch_size=1, num_canonical_nodes=1)
    if decoded:
        return sum(1 for i in range(len(data)) if data[i])
    with conformance_mds.undecoded():
        return sum(1 for i in range(len(data)) if data[i])


def hf_parquet(folder, decoded):
    import datasets
    files = [str(f) for f in sorted(folder.rglob("*.parquet"))]
    data = datasets.load_dataset("parquet", data_files={"train": files}, split="train", streaming=True)
    return hf(data, decoded)


def arrow(folder, decoded):
    import datasets
    return sum(hf(datasets.Dataset.from_file(str(f)), decoded) for f in sorted(folder.rglob("*.arrow")))


def hf(data, decoded):
    import datasets
    if not decoded:
        data = data.cast_column("image", datasets.Image(decode=False))
    count = 0
    for row in data:
        if decoded and row["image"] is not None:
            row["image"].load()
        count += 1
    return count


READERS = {"webdataset": webdataset, "hf-parquet": hf_parquet, "arrow": arrow, "mds": mds}


def rate(read, folder, decoded):
    start = time.process_time()
    count = read(folder, decoded)
    return count / (time.process_time() - start), count


def compare(form, options, temp):
    ours = bench_write.Ours(options.classpath, form, str(temp), options.samples)
    try:
        ours(1)
    finally:
        ours.close()
    own, theirs, again = temp / form, temp / "upstream", temp / "upstream-again"
    name, write = next(iter(bench_write.UPSTREAM[form](own).items()))
    for folder in (theirs, again):
        folder.mkdir()
        write(folder)
    del write
    turns = [own, theirs, again]
    read = READERS[form]
    for decoded in (False, True):
        rates = {folder: [] for folder in turns}
        for i in range(options.rounds + 1):
            for folder in turns[i % 3:] + turns[:i % 3]:
                speed, count = rate(read, folder, decoded)
                if count != options.samples:
                    raise SystemExit(f"{form}: {count} samples were read of {options.samples}")
                # The first round fills caches and loads what is loaded late.
                if i > 0:
                    rates[folder].append(speed)
        mine, other, same = (statistics.median(rates[folder]) for folder in turns)
        apart = max(max(r) / min(r) for r in rates.values()) - 1
        print(f"| {form} | {name} | {'decoded' if decoded else 'bytes'} | {mine:.0f} | {other:.0f} | {mine / other:.2f} "
              f"| {same / other:.2f} | {100 * apart:.0f} % |", flush=True)


def main():
    options = bench_write.parser(__doc__, samples=320, rounds=6).parse_args()
    print("| format | written by | pictures | ours, samples/s | upstream's | ratio | of its copy | rounds apart |")
    print("|---|---|---|--:|--:|--:|--:|--:|")
    bench_write.each(options, compare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
