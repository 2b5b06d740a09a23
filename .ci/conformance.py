#!/usr/bin/env python3
"""Read an export with the libraries that its users read it with, and compare all of it with its manifest.

usage: conformance.py EXPORT_DIR

One line a check; exit status 1 when any of them fails, 2 when there is nothing to check.
Needs .ci/requirements.txt (see .ci/venv.sh). Uses no network.
"""
import hashlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path

import conformance_croissant
import conformance_lerobot

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_DATASETS_DISABLE_PROGRESS_BARS="1")

FAILED = []


def check(what, good, detail=""):
    print(("ok    " if good else "FAIL  ") + what + (f": {detail}" if detail != "" else ""), flush=True)
    if not good:
        FAILED.append(what)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as f:
        while block := f.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def check_files(root, manifest):
    """Every listed file is there with its bytes; no other file is."""
    listed = {s["file"] for s in manifest["shards"]}
    present = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()} - {"export-manifest.json"}
    check("files are those of the manifest", listed == present, f"{len(listed)} listed, {len(present)} there")
    bad = [s["file"] for s in manifest["shards"]
           if s["file"] in present and ((root / s["file"]).stat().st_size, sha256(root / s["file"])) != (s["bytes"], s["sha256"])]
    check("file sizes and SHA-256 are those of the manifest", not bad, bad or len(listed))
    return listed == present and not bad


def check_decoded(image, row, column):
    """None, or what is wrong with one decoded picture and the columns beside it."""
    image.load()
    if image.format != "PNG":
        return "not PNG"
    width, height = row.get(column + "_width"), row.get(column + "_height")
    if width is not None and image.size != (width, height):
        return f"size {image.size}, columns say {(width, height)}"
    return None


def check_parquet(root, manifest):
    import datasets
    import pyarrow.parquet as pq

    shards = [{**s, "path": root / s["file"]} for s in manifest["shards"] if s["file"].endswith(".parquet")]
    for s in shards:
        file = pq.ParquetFile(s["path"])
        check(f"pyarrow counts the rows of {s['file']}", file.metadata.num_rows == s["samples"], file.metadata.num_rows)
        largest = max((file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)), default=0)
        check(f"row groups of {s['file']} are below 100 MiB", largest < 100 << 20, largest)
        table = file.read()
        check(f"pyarrow reads all of {s['file']} as valid", not invalid(table), f"{table.num_columns} columns")
    with tempfile.TemporaryDirectory() as cache:
        data_files = {}
        for s in shards:
            data_files.setdefault(s["split"], []).append(str(s["path"]))
        loaded = datasets.load_dataset("parquet", data_files=data_files, cache_dir=cache)
        by_card = datasets.load_dataset(str(root), cache_dir=cache)
        check("splits are those of the manifest", set(loaded) == set(manifest["splits"]), sorted(loaded))
        check("the card's configuration gives the same splits and rows",
              {k: v.num_rows for k, v in by_card.items()} == {k: v.num_rows for k, v in loaded.items()})
        seen = {}
        for split in sorted(loaded):
            check_split(loaded[split], split, manifest["splits"].get(split), [s for s in shards if s["split"] == split], seen)
        for split in sorted(loaded):
            stream = datasets.load_dataset("parquet", data_files=data_files, split=split, streaming=True)
            n = sum(1 for _ in stream)
            check(f"{split}: streaming gives the same rows", n == loaded[split].num_rows, n)


def invalid(table):
    try:
        table.validate(full=True)
        return False
    except Exception as e:
        print(e)
        return True


def check_split(ds, split, expected, shards, seen, features=None):
    import datasets
    import pyarrow.parquet as pq
    from PIL import Image as Pil

    check(f"{split}: rows", ds.num_rows == expected, ds.num_rows)
    images = [c for c, f in ds.features.items() if isinstance(f, datasets.Image)]
    structs = [c for c, f in ds.features.items() if isinstance(f, dict) and set(f) == {"bytes", "path"}]
    if features is None:
        features = pq.ParquetFile(shards[0]["path"]).metadata.metadata[b"huggingface"]
    declared = json.loads(features)["info"]["features"]
    check(f"{split}: features are those of the file's metadata", list(ds.features) == list(declared) and not structs, f"{len(declared)} columns")
    check(f"{split}: pictures are Image features", images == [c for c, f in declared.items() if f.get("_type") == "Image"], images)
    raw = ds
    for column in images:
        raw = raw.cast_column(column, datasets.Image(decode=False))
    count, problems = 0, []
    for i in range(ds.num_rows):
        row, cells = ds[i], raw[i]
        for column in images:
            if cells[column] is None:
                if row[column] is not None or row.get(column + "_sha256") is not None:
                    problems.append((i, column, "empty, but described"))
                continue
            count += 1
            data = cells[column]["bytes"]
            if column + "_sha256" in row and hashlib.sha256(data).hexdigest() != row[column + "_sha256"]:
                problems.append((i, column, "SHA-256"))
            wrong = check_decoded(row[column], row, column)
            if wrong:
                problems.append((i, column, wrong))
            # The library's decoder and a plain one must see the same pixels.
            with Pil.open(io.BytesIO(data)) as plain:
                if plain.size != row[column].size:
                    problems.append((i, column, "decoders differ"))
        if not 1 <= row.get("sensitivity", 1) <= row.get("trajectory_sensitivity", 4) <= 4:
            problems.append((i, "sensitivity", "cannot be"))
        if row.get("split", split) != split:
            problems.append((i, "split", "another split"))
        if "sample_id" in row and seen.setdefault(row["sample_id"], (split, i)) != (split, i):
            problems.append((i, "sample_id", "repeated"))
    if {"sensitivity", "trajectory_sensitivity", "trajectory_id"} <= set(ds.column_names):
        highest = {}
        for t, own in zip(ds["trajectory_id"], ds["sensitivity"]):
            highest[t] = max(own, highest.get(t, 1))
        check(f"{split}: each trajectory is rated as its most sensitive step",
              all(highest[t] == whole for t, whole in zip(ds["trajectory_id"], ds["trajectory_sensitivity"])), len(highest))
    check(f"{split}: every picture decodes, with the size and SHA-256 of its columns", not problems, problems[:5] or count)
    check(f"{split}: as many pictures as the manifest says", count == sum(s["images"] for s in shards), count)


def check_plain(root, manifest):
    from PIL import Image as Pil

    keys = {"frames.jsonl": {"recording_id", "t_us", "image"},
            "actions.jsonl": {"recording_id", "t_us_start", "t_us_end", "kind", "x", "y", "text", "keys", "sensitivity",
                              "trajectory_sensitivity"},
            "texts.jsonl": {"recording_id", "field", "text"}}
    for s in manifest["shards"]:
        if s["file"] in keys:
            with open(root / s["file"], encoding="utf-8") as f:
                rows = [json.loads(line) for line in f]
            check(f"{s['file']}: lines", len(rows) == s["samples"], len(rows))
            check(f"{s['file']}: keys", all(keys[s["file"]] <= set(r) for r in rows))
            if s["file"] == "frames.jsonl":
                listed = {x["file"] for x in manifest["shards"] if x["images"]}
                check("frames name exactly the listed pictures", {r["image"] for r in rows} == listed, len(listed))
    bad = []
    for s in manifest["shards"]:
        if s["images"]:
            try:
                with Pil.open(root / s["file"]) as image:
                    image.load()
                    if image.format != "PNG":
                        bad.append(s["file"])
            except Exception:
                bad.append(s["file"])
    check("every picture decodes", not bad, bad[:5] or sum(s["images"] for s in manifest["shards"]))


def check_webdataset(root, manifest):
    import conformance_webdataset

    conformance_webdataset.check_webdataset(root, manifest, check)


def check_mds(root, manifest):
    from conformance_mds import check_mds as check_with_streaming
    check_with_streaming(root, manifest, check)


def check_arrow(root, manifest):
    from conformance_arrow import check_arrow as check_with_datasets
    check_with_datasets(root, manifest, check, check_split)


def check_chat(root, manifest):
    import conformance_chat

    conformance_chat.check_chat(root, manifest, check)


def check_card(root, manifest):
    """What the card's front matter says, datasets finds: every configuration, with as many rows as it says."""
    import datasets
    import yaml

    card = yaml.safe_load((root / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    check("the card says licence, size and tags", {"license", "size_categories", "tags", "pretty_name"} <= set(card), card["license"])
    infos = {i["config_name"]: i for i in card.get("dataset_info", [])}
    for config in card.get("configs", []):
        name = config["config_name"]
        with tempfile.TemporaryDirectory() as cache:
            loaded = datasets.load_dataset(str(root), name, cache_dir=cache)
            rows = {split: d.num_rows for split, d in loaded.items()}
            said = {s["name"]: s["num_examples"] for s in infos[name]["splits"]} if name in infos else rows
            good = rows == said and sum(rows.values()) > 0
            if "features" in infos.get(name, {}):
                good = good and list(next(iter(loaded.values())).features) == [f["name"] for f in infos[name]["features"]]
            check(f"datasets loads the card's configuration {name}", good, rows)


CHECKS = {"hf-parquet": check_parquet, "plain": check_plain, "webdataset": check_webdataset, "mds": check_mds,
          "arrow": check_arrow}
CHECKS |= {f: check_chat for f in ("chat-llama-factory", "chat-ms-swift", "chat-trl", "chat-opencua")}
CHECKS["lerobot"] = lambda root, manifest: conformance_lerobot.check_lerobot(check, root, manifest)


def main(argv):
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(argv[1])
    try:
        manifest = json.loads((root / "export-manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        print(f"FAIL  {root} has no readable manifest: {type(e).__name__}")
        return 2
    if manifest["format"] not in CHECKS:
        print(f"FAIL  no check for format {manifest['format']} (known: {', '.join(CHECKS)})")
        return 2
    whole = check_files(root, manifest)
    try:
        CHECKS[manifest["format"]](root, manifest)
    except Exception as e:  # damaged bytes break readers in many ways; each is a failed check
        check(f"{manifest['format']} can be read to its end", False, type(e).__name__ if not whole else repr(e))
    try:
        check_card(root, manifest)
    except Exception as e:
        check("the card can be loaded by", False, type(e).__name__ if not whole else repr(e))
    try:
        conformance_croissant.check_croissant(root, manifest, check)
    except Exception as e:
        check("croissant.json can be read to its end", False, type(e).__name__ if not whole else repr(e))
    print(f"{manifest['format']}: " + (f"{len(FAILED)} checks FAILED" if FAILED else "all checks passed"))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
