"""What .ci/conformance.py asks of croissant.json: mlcroissant finds it valid, it names every file of the manifest with its
hash, and each of its record sets gives as many records as were exported, of hf-parquet with every value and picture."""
import hashlib
import json
import re
import tempfile
from importlib.metadata import version
from pathlib import Path

# What the validator recommends and only a publisher can say.
OPEN = ("citeAs", "datePublished", "license")
PICTURES = (".png", ".jpg", ".webp")


def check_croissant(root, manifest, check):
    import mlcroissant
    from mlcroissant._src.core import constants

    path = root / "croissant.json"
    croissant = json.loads(path.read_text(encoding="utf-8"))
    check_files(croissant, manifest, check)
    check("croissant.json conforms to Croissant 1.1 and RAI 1.0",
          {c.rsplit("/croissant/", 1)[1] for c in croissant["conformsTo"]} == {"1.1", "RAI/1.0"})
    uses = croissant.get("rai:dataUseCases", "")
    check("its use cases say whether it is for evaluation only", uses and ("NEVER RELEASABLE" in uses) == manifest["evaluation"])
    with tempfile.TemporaryDirectory() as cache:
        constants.EXTRACT_PATH = Path(cache)
        try:
            dataset = mlcroissant.Dataset(str(path))
        except mlcroissant.ValidationError as e:
            check("mlcroissant finds croissant.json valid", False, str(e)[:500])
            return
        issues = dataset.metadata.ctx.issues
        warnings = [w for w in issues.warnings if not re.search("(" + "|".join(OPEN) + ')" is recommended', str(w))]
        check("mlcroissant finds croissant.json valid", not issues.errors and not warnings, warnings or version("mlcroissant"))
        check_records(root, manifest, croissant, dataset, check)


def check_files(croissant, manifest, check):
    said = {d["@id"]: (d["contentSize"], d["sha256"]) for d in croissant["distribution"] if d["@type"] == "cr:FileObject"}
    held = {s["file"]: (f"{s['bytes']} B", s["sha256"]) for s in manifest["shards"]
            if s["file"] != "croissant.json" and not s["file"].endswith(PICTURES)}
    check("croissant.json names every file with its size and SHA-256", said == held, len(said))


def rows(root, manifest, name):
    """How many records a record set has to give."""
    shards = manifest["shards"]
    if manifest["format"] == "lerobot":
        return sum(json.loads((root / s["file"]).read_text())["total_frames"] for s in shards if s["file"].endswith("/info.json"))
    if manifest["format"] == "plain":
        return next(s["samples"] for s in shards if s["file"] == name + ".jsonl")
    return sum(s["samples"] for s in shards if s["file"].startswith("data/") or s["file"].endswith(".tar"))


def check_records(root, manifest, croissant, dataset, check):
    for record_set in croissant["recordSet"]:
        name = record_set["@id"]
        seen, bad = 0, []
        for record in dataset.records(name):
            seen += 1
            # A text is bytes, a picture is opened lazily on the bytes of the file.
            for key, value in record.items():
                if hasattr(value, "load"):
                    data = value.fp.getvalue() if hasattr(value.fp, "getvalue") else None
                    value.load()
                    expected = record.get(key + "_sha256")
                    if data is not None and expected is not None and hashlib.sha256(data).hexdigest() != expected.decode():
                        bad.append((seen, key))
        check(f"mlcroissant gives every record of {name}", seen == rows(root, manifest, name) and not bad, bad[:5] or seen)
    if manifest["format"] == "hf-parquet":
        check_values(root, manifest, dataset, check)


def plain(value):
    return value.decode() if isinstance(value, bytes) else [plain(v) for v in value] if isinstance(value, list) else value


def check_values(root, manifest, dataset, check):
    import pyarrow.parquet as pq

    table = [r for s in manifest["shards"] if s["file"].endswith(".parquet") for r in pq.read_table(root / s["file"]).to_pylist()]
    by_id = {r["sample_id"]: r for r in table}
    bad, n = [], 0
    for record in dataset.records("step"):
        row = by_id[plain(record["step/sample_id"])]
        for column, expected in row.items():
            value = record["step/" + column]
            if column in ("image", "after_image"):
                same = (value is None) == (expected is None)
            elif isinstance(expected, dict):
                same = {k.rsplit("/", 1)[1]: v for k, v in value.items()} == expected
            else:
                same = plain(value) == expected
            n += 1
            if not same:
                bad.append((row["sample_id"], column))
    check("its values are those of the Parquet files", not bad, bad[:5] or n)
