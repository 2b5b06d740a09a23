"""Reads an Arrow export with pyarrow's IPC and with datasets."""
import tempfile


def check_arrow(root, manifest, check, check_features):
    import datasets
    import pyarrow as pa

    shards = [{**s, "path": root / s["file"]} for s in manifest["shards"] if s["file"].endswith(".arrow")]
    for s in shards:
        with pa.memory_map(str(s["path"])) as source:
            reader = pa.ipc.open_stream(source)
            rows, largest = 0, 0
            for batch in reader:
                batch.validate(full=True)
                rows, largest = rows + batch.num_rows, max(largest, batch.nbytes)
            rest = source.size() - source.tell()
        check(f"pyarrow reads all of {s['file']} as valid", (rows, rest) == (s["samples"], 0), rows)
        check(f"record batches of {s['file']} are below 64 MiB", largest < 64 << 20, largest)
        mapped = datasets.Dataset.from_file(str(s["path"]))
        check(f"Dataset.from_file maps {s['file']} with pictures as Image features",
              mapped.num_rows == s["samples"] and isinstance(mapped.features.get("image"), datasets.Image))
    with tempfile.TemporaryDirectory() as cache:
        data_files = {}
        for s in shards:
            data_files.setdefault(s["split"], []).append(str(s["path"]))
        loaded = datasets.load_dataset("arrow", data_files=data_files, cache_dir=cache)
        check("splits are those of the manifest", set(loaded) == set(manifest["splits"]), sorted(loaded))
        seen = {}
        for split in sorted(loaded):
            own = [s for s in shards if s["split"] == split]
            schema = pa.ipc.open_stream(pa.OSFile(str(own[0]["path"]))).schema
            check_features(loaded[split], split, manifest["splits"].get(split), own, seen, schema.metadata[b"huggingface"])
            stream = datasets.load_dataset("arrow", data_files=data_files, split=split, streaming=True)
            n = sum(1 for _ in stream)
            check(f"{split}: streaming gives the same rows", n == loaded[split].num_rows, n)
