"""Reads an MDS export with MosaicML Streaming (.ci/requirements-mds.txt) and writes it again with its writer.

Needs no torch: where none is installed, a stand-in for the few names that the reader imports is used, and said.
"""
import functools
import hashlib
import importlib.util
import io
import json
import sys
import tempfile
import types
from contextlib import contextmanager
from pathlib import Path

PICTURES = {"list[png]": "PNG", "list[jpeg]": "JPEG", "bytes": "WEBP"}


def stand_in(name, **names):
    module = types.ModuleType(name)
    module.__spec__ = importlib.util.spec_from_loader(name, loader=None)
    module.__dict__.update(names)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


@functools.cache
def load():
    """The upstream package without its own example data sets, which import torchvision and transformers."""
    spec = importlib.util.find_spec("streaming")
    package = types.ModuleType("streaming")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["streaming"] = package
    if importlib.util.find_spec("transformers") is None:
        stand_in("transformers", __path__=[])
        stand_in("transformers.feature_extraction_utils", BatchFeature=dict)
        stand_in("transformers.tokenization_utils_base", BatchEncoding=dict)
    if importlib.util.find_spec("torch") is None:
        print("note  torch is not installed: a stand-in for the names that the reader imports is used", flush=True)
        generic = {"__class_getitem__": classmethod(lambda cls, item: cls)}
        stand_in("torch", __path__=[], Tensor=type("Tensor", (), {}), __version__="0")
        stand_in("torch.cuda", is_available=lambda: False, device_count=lambda: 0)
        stand_in("torch.distributed", is_available=lambda: False, is_initialized=lambda: False)
        stand_in("torch.utils", __path__=[])
        stand_in("torch.utils.data", Dataset=type("Dataset", (), dict(generic)),
                 IterableDataset=type("IterableDataset", (), dict(generic)),
                 DataLoader=type("DataLoader", (), dict(generic)), get_worker_info=lambda: None)
    from streaming.base import MDSWriter, StreamingDataset
    return StreamingDataset, MDSWriter


class Raw:
    """A picture's list as its bytes: what its decoder gets, and its encoder gives."""

    size = None

    def decode(self, data):
        return data

    def encode(self, data):
        return data


@contextmanager
def undecoded():
    from streaming.base.format.mds import encodings
    kept = dict(encodings._encodings)
    encodings._encodings.update({name: Raw for name in PICTURES if name != "bytes"})
    try:
        yield
    finally:
        encodings._encodings.update(kept)


def picture(cell, encoding):
    """The picture's bytes in a cell that was not decoded; None where there is none."""
    if encoding == "bytes":
        return cell or None
    n = int.from_bytes(cell[4:8], "little")
    return cell[12:] if n == 1 else None


def check_mds(root, manifest, check):
    StreamingDataset, MDSWriter = load()
    from streaming.base.util import clean_stale_shared_memory
    listed = {s["file"]: s for s in manifest["shards"]}
    seen = {}
    clean_stale_shared_memory()
    for split in sorted(manifest["splits"]):
        index = json.loads((root / split / "index.json").read_text(encoding="utf-8"))
        shards = [s for s in listed.values() if s.get("split") == split]
        named = [(f"{split}/{s['raw_data']['basename']}", s["raw_data"]["bytes"], s["raw_data"]["hashes"]["sha256"],
                  s["samples"]) for s in index["shards"]]
        check(f"{split}: the index is that of the manifest's shards",
              named == [(s["file"], s["bytes"], s["sha256"], s["samples"]) for s in shards], len(named))
        data = StreamingDataset(local=str(root), split=split, shuffle=False, batch_size=1, num_canonical_nodes=1)
        check(f"{split}: samples", len(data) == manifest["splits"][split], len(data))
        check_samples(data, split, sum(s["images"] for s in shards), seen, check)
        iterated = [sample["sample_id"] for sample in data] if "sample_id" in data.shards[0].column_names else []
        check(f"{split}: iterating gives every sample once",
              len(set(iterated)) == len(iterated) == len(data) or not iterated, len(iterated))
        rewrite(data, split, MDSWriter, listed, check)


def check_samples(data, split, images, seen, check):
    problems, count, at = [], 0, 0
    highest, said = {}, {}
    for shard in data.shards:
        encodings = dict(zip(shard.column_names, shard.column_encodings))
        pictures = {c: e for c, e in encodings.items() if e in PICTURES}
        for i in range(shard.samples):
            sample = data[at]
            with undecoded():
                raw = shard.decode_sample(shard.get_sample_data(i))
            for column, encoding in pictures.items():
                found = picture(raw[column], encoding)
                digest = sample.get(column + "_sha256")
                if found is None:
                    if digest is not None or sample[column]:
                        problems.append((at, column, "empty, but described"))
                    continue
                count += 1
                if digest is not None and hashlib.sha256(found).hexdigest() != digest:
                    problems.append((at, column, "SHA-256"))
                decoded = opened(sample[column], encoding)
                size = (sample.get(column + "_width"), sample.get(column + "_height"))
                if size[0] is not None and decoded.size != size:
                    problems.append((at, column, f"size {decoded.size}, columns say {size}"))
                if not str(sample[column + "_path"]).startswith(sample.get("sample_id", "")):
                    problems.append((at, column, "named otherwise"))
            if not 1 <= sample.get("sensitivity", 1) <= sample.get("trajectory_sensitivity", 4) <= 4:
                problems.append((at, "sensitivity", "cannot be"))
            if sample.get("split", split) != split:
                problems.append((at, "split", "another split"))
            if "sample_id" in sample and seen.setdefault(sample["sample_id"], (split, at)) != (split, at):
                problems.append((at, "sample_id", "repeated"))
            if {"sensitivity", "trajectory_sensitivity", "trajectory_id"} <= set(sample):
                t = sample["trajectory_id"]
                highest[t] = max(int(sample["sensitivity"]), highest.get(t, 1))
                said[t] = int(sample["trajectory_sensitivity"])
            at += 1
    check(f"{split}: every sample decodes, pictures with the size and SHA-256 of their columns", not problems,
          problems[:5] or at)
    check(f"{split}: each trajectory is rated as its most sensitive step", highest == said, len(said))
    check(f"{split}: as many pictures as the manifest says", count == images, count)


def opened(value, encoding):
    from PIL import Image
    image = Image.open(io.BytesIO(value)) if encoding == "bytes" else value[0]
    image.load()
    if image.format not in (PICTURES[encoding], None):
        raise ValueError(f"a picture of {encoding} is {image.format}")
    return image


def rewrite(data, split, writer, listed, check):
    """Upstream's writer, given what upstream's reader read, makes the same file."""
    differ = []
    with undecoded(), tempfile.TemporaryDirectory() as temp:
        for n, shard in enumerate(data.shards):
            out = Path(temp) / str(n)
            columns = dict(zip(shard.column_names, shard.column_encodings))
            with writer(out=str(out), columns=columns, hashes=["sha256"], size_limit=None) as again:
                for i in range(shard.samples):
                    again.write(shard.decode_sample(shard.get_sample_data(i)))
            name = f"{split}/{shard.raw_data.basename}"
            files = list(out.glob("*.mds"))
            if shard.samples and hashlib.sha256(files[0].read_bytes()).hexdigest() != listed[name]["sha256"]:
                differ.append(name)
    check(f"{split}: upstream's writer gives the same values the same bytes", not differ, differ or len(data.shards))
