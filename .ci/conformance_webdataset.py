"""What .ci/conformance.py asks of a WebDataset export: webdataset and datasets decode every sample, the tars are those
that Python's tarfile would write, and the indexes of Energon and DALI lead to every part. Energon needs torch, whose packages for Linux
bring CUDA, as DALI's do, gigabytes: each is used where it is installed, and otherwise its reader's logic is restated here
(megatron-energon 7.4.1, flavors/webdataset; DALI's tools/wds2idx.py)."""
import hashlib
import io
import json
import re
import sqlite3
import struct
import tarfile
import tempfile
import uuid

NAME = re.compile(r"^((?:.*/|)[^.]+)[.]([^/]*)$")  # webdataset/tariterators.py, Energon and datasets alike
SKIPPED = re.compile(r"__[^/]*__($|/)")
PICTURES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def picture_columns(sample_parts):
    return {p.rsplit(".", 1)[0]: p for p in sample_parts if p.rsplit(".", 1)[-1] in PICTURES}


def check_sample(columns, parts, image_of, bytes_of):
    """What is wrong with one sample: pictures against the columns beside them. Returns problems and the number of pictures."""
    problems, pictures = [], 0
    for column, part in picture_columns(parts).items():
        image, data = image_of(part), bytes_of(part)
        if columns[column] is None:
            if image.size != (1, 1):
                problems.append(f"{column}: a picture where there is said to be none")
            continue
        pictures += 1
        if column + "_sha256" in columns and hashlib.sha256(data).hexdigest() != columns[column + "_sha256"]:
            problems.append(f"{column}: SHA-256")
        if column + "_width" in columns and image.size != (columns[column + "_width"], columns[column + "_height"]):
            problems.append(f"{column}: size")
    return problems, pictures


def check_webdataset(root, manifest, check):
    import webdataset as wds

    shards = sorted((s for s in manifest["shards"] if s["file"].endswith(".tar")), key=lambda s: s["file"])
    check("splits are those of the manifest",
          {s["split"] for s in shards} == {k for k, n in manifest["splits"].items() if n}, len(shards))
    keys, columns_by_key, fields = set(), {}, None
    for shard in shards:
        path = root / shard["file"]
        check_tar(path, shard["file"], check)
        decoded = wds.WebDataset(str(path), shardshuffle=False).decode("pil", handler=wds.reraise_exception)
        raw = wds.WebDataset(str(path), shardshuffle=False)
        n = pictures = 0
        problems = []
        for sample, plain in zip(decoded, raw, strict=True):
            parts = [k for k in sample if not k.startswith("__")]
            fields = fields or parts
            columns = sample["json"]
            found, count = check_sample(columns, parts, lambda p: sample[p], lambda p: plain[p])
            problems += [(n, f) for f in found]
            if parts != fields or parts != sorted(parts):
                problems.append((n, "parts", parts))
            if columns.get("sample_id", sample["__key__"]) != sample["__key__"] or sample["__key__"] in keys:
                problems.append((n, "key"))
            if columns.get("split", shard["split"]) != shard["split"]:
                problems.append((n, "split"))
            keys.add(sample["__key__"])
            columns_by_key[sample["__key__"]] = columns
            pictures += count
            n += 1
        check(f"webdataset reads {shard['file']}, every picture with the size and SHA-256 of its columns",
              not problems and (n, pictures) == (shard["samples"], shard["images"]), problems[:5] or (n, pictures))
    check_hub(root, manifest, shards, columns_by_key, check)
    places = check_indexes(root, shards, check)
    check_energon(root, shards, places, check)
    read_with_dali(root, shards, fields, check)


def check_tar(path, name, check):
    """The same members written by Python's tarfile are the same bytes."""
    digest = hashlib.sha256()
    with tarfile.open(path, "r:") as tar:
        out = io.BytesIO()
        again = tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT)
        odd = []
        for member in tar:
            info = tarfile.TarInfo(member.name)
            info.size, info.mode = member.size, 0o444
            again.addfile(info, tar.extractfile(member))
            digest.update(out.getvalue())
            out.seek(0)
            out.truncate()
            if not member.isreg() or not NAME.match(member.name) or SKIPPED.match(member.name) or " " in member.name:
                odd.append(member.name)
        again.close()
        digest.update(out.getvalue())
    with open(path, "rb") as f:
        same = hashlib.file_digest(f, "sha256").digest() == digest.digest()
    check(f"{name} is byte for byte what tarfile writes", same and not odd, odd[:3])


def check_hub(root, manifest, shards, columns_by_key, check):
    import datasets

    with tempfile.TemporaryDirectory() as cache:
        features = datasets.Features.from_dict(
            json.loads((root / "dataset_infos.json").read_text(encoding="utf-8"))["default"]["features"])
        files = {}
        for s in shards:
            files.setdefault(s["split"], []).append(str(root / s["file"]))
        ways = {"by its files": datasets.load_dataset("webdataset", data_files=files, features=features, cache_dir=cache)}
        if (root / "README.md").exists():
            ways["by its card"] = datasets.load_dataset(str(root), cache_dir=cache)
        for way, loaded in ways.items():
            check(f"datasets loads it {way}: rows",
                  {k: v.num_rows for k, v in loaded.items()} == {k: n for k, n in manifest["splits"].items() if n})
            for split, ds in loaded.items():
                check(f"{split}: features are the declared ones", ds.features == features, len(features["json"]))
                raw = ds
                for part in picture_columns(ds.features).values():
                    raw = raw.cast_column(part, datasets.Image(decode=False))
                problems, pictures = [], 0
                for i in range(ds.num_rows):
                    row, cells = ds[i], raw[i]
                    parts = [k for k in row if not k.startswith("__")]
                    found, count = check_sample(row["json"], parts, lambda p: row[p], lambda p: cells[p]["bytes"])
                    pictures += count
                    problems += [(i, f) for f in found]
                    if row["json"] != columns_by_key[row["__key__"]]:
                        problems.append((i, "columns differ from webdataset's"))
                check(f"{split}: datasets decodes every picture and gives webdataset's columns", not problems,
                      problems[:5] or pictures)


def check_indexes(root, shards, check):
    """Energon's and DALI's index of each shard against tarfile. Returns (shard, key, parts) of all samples in order."""
    samples = []
    for id, shard in enumerate(shards):
        path = root / shard["file"]
        members, end = [], 0
        with tarfile.open(path, "r:") as tar:
            for m in tar:
                key, part = NAME.match(m.name).groups()
                if not members or members[-1][0] != key:
                    members.append((key, m.offset, []))
                members[-1][2].append((part, m.offset_data, m.size))
            end = tar.offset
        offsets = [x[0] for x in struct.iter_unpack("<Q", path.with_suffix(".tar.idx").read_bytes())]
        # As upstream's own preparation: TarFile.offset stands behind the last member when the loop ends.
        with tarfile.open(path, "r:") as tar:
            last = tar.getmembers()[-1] if members else None
            end = last.offset_data + -(-last.size // 512) * 512 if last else 0
        check(f"Energon's index of {shard['file']}", offsets == [m[1] for m in members] + [end], len(offsets))
        lines = path.with_suffix(".idx").read_text(encoding="ascii").splitlines()
        words = [" ".join(f"{p} {o} {n} {key}.{p}" for p, o, n in parts) for key, _, parts in members]
        check(f"DALI's index of {shard['file']}", lines == [f"v1.2 {len(members)}", *words], len(lines) - 1)
        with open(path, "rb") as f:
            good = 0
            for line in lines[1:]:
                fields = line.split(" ")
                for _, offset, size, name in zip(*[iter(fields)] * 4):
                    f.seek(int(offset))
                    data = f.read(int(size))
                    if name.endswith(".json"):
                        good += json.loads(data).get("sample_id", name[:-5]) == name[:-5]
            check(f"DALI's offsets lead to the samples of {shard['file']}", good == shard["samples"], good)
        ends = [m[1] for m in members[1:]] + [end]
        samples += [(id, key, i, offset, ends[i] - offset, parts)
                    for i, (key, offset, parts) in enumerate(members)]
    return samples


def check_energon(root, shards, samples, check):
    import yaml

    meta = root / ".nv-meta"
    info = json.loads((meta / ".info.json").read_text())
    check("Energon's info counts the shards in order",
          list(info["shard_counts"].items()) == [(s["file"], s["samples"]) for s in shards], len(info["shard_counts"]))
    splits = yaml.safe_load((meta / "split.yaml").read_text())
    names = {"train": "train", "validation": "val", "test": "test"}
    expected = {part: [s["file"] for s in shards if s["split"] == split] for split, part in names.items()}
    check("Energon's splits are the shards'", splits == {"split_parts": expected, "exclude": []}, sorted(expected))
    check("Energon's dataset is crude",
          yaml.safe_load((meta / "dataset.yaml").read_text())
          == {"__module__": "megatron.energon", "__class__": "CrudeWebdataset"})
    text = "webdataset\n" + "".join(f"{s['file']} {s['sha256']}\n" for s in shards)
    check("Energon's index id is that of the shards' hashes",
          (meta / "index.uuid").read_text() == str(uuid.uuid5(uuid.NAMESPACE_URL, text)))
    db = sqlite3.connect(f"file:{meta / 'index.sqlite'}?mode=ro&immutable=1", uri=True)
    rows = db.execute("SELECT tar_file_id, sample_key, sample_index, byte_offset, byte_size FROM samples").fetchall()
    check("Energon's database has every sample", rows == [s[:5] for s in samples], len(rows))
    parts = db.execute("SELECT tar_file_id, sample_index, part_name, content_byte_offset, content_byte_size "
                       "FROM sample_parts").fetchall()
    check("Energon's database has every part",
          parts == [(s[0], s[2], *p) for s in samples for p in s[5]], len(parts))
    indexes = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL")}
    check("Energon's database has its indexes",
          indexes == {"idx_samples_by_tar_and_idx", "idx_sample_parts_seq", "idx_sample_parts_full"})
    # itar_reader.py: seek to a sample's bytes and read its members with tarfile.
    bad = 0
    for id, key, i, offset, size, members in samples[:: max(1, len(samples) // 200)]:
        with open(root / shards[id]["file"], "rb") as f:
            f.seek(offset)
            with tarfile.open(fileobj=io.BytesIO(f.read(size)), mode="r:") as tar:
                bad += [NAME.match(m.name).groups() for m in tar] != [(key, p[0]) for p in members]
    check("Energon's offsets cut whole samples out of the shards", bad == 0)
    try:
        import megatron.energon  # noqa: F401
    except ImportError:
        print("      megatron-energon is not installed: its reader's logic was restated instead")
        return
    read_with_energon(root, shards, check)


def read_with_energon(root, shards, check):
    """The library itself: every sample of each split once, its pictures decoded."""
    from megatron.energon import (
        Cooker, DefaultTaskEncoder, Sample, WorkerConfig, basic_sample_keys, edataclass, get_loader, get_val_dataset,
        stateless)

    @edataclass
    class Step(Sample):
        columns: dict
        images: int

    @stateless
    def cook(raw):
        images = sum(raw["json"][column] is not None and raw[part].shape[-1] > 1
                     for column, part in picture_columns(raw).items())
        return Step(**basic_sample_keys(raw), columns=raw["json"], images=images)

    class Encoder(DefaultTaskEncoder):
        cookers = [Cooker(cook)]

    for split, part in (("train", "train"), ("validation", "val"), ("test", "test")):
        own = [s for s in shards if s["split"] == split]
        if not own:
            continue
        loader = get_loader(get_val_dataset(
            str(root), split_part=part, worker_config=WorkerConfig(rank=0, world_size=1, num_workers=0),
            batch_size=None, task_encoder=Encoder()))
        keys, images, good = set(), 0, 0
        for sample in loader:
            key = sample.__key__.rsplit("/", 1)[-1]
            keys.add(key)
            images += sample.images
            good += sample.columns.get("sample_id", key) == key and sample.columns.get("split", split) == split
        expected = (sum(s["samples"] for s in own), sum(s["images"] for s in own))
        check(f"megatron-energon reads every sample and picture of {split}",
              (len(keys), images) == expected and good == expected[0], (len(keys), images))


def read_with_dali(root, shards, parts, check):
    """The library itself, on the CPU, by its indexes."""
    try:
        from nvidia.dali import fn, pipeline_def
    except ImportError:
        print("      DALI is not installed: its index was compared and followed instead")
        return
    tars = [str(root / s["file"]) for s in shards]
    pictures = picture_columns(parts)

    @pipeline_def(batch_size=1, num_threads=1, device_id=None)
    def pipeline():
        return tuple(fn.readers.webdataset(
            paths=tars, index_paths=[t[:-4] + ".idx" for t in tars], ext=list(parts),
            missing_component_behavior="error", name="shards"))

    running = pipeline()
    running.build()
    n, bad = running.epoch_size("shards"), 0
    for _ in range(n):
        data = {part: bytes(out.at(0)) for part, out in zip(parts, running.run(), strict=True)}
        columns = json.loads(data["json"])
        bad += any(columns[c] is not None and columns.get(c + "_sha256") not in (None, hashlib.sha256(data[p]).hexdigest())
                   for c, p in pictures.items())
    check("DALI reads every sample by its index", n == sum(s["samples"] for s in shards) and not bad, n)
