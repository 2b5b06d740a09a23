"""Chat formats as their tools read them.

The tools themselves want torch, which is no use here. Where they are installed without it (pip install --no-deps
trl==1.16.0 ms-swift==4.6.0 llamafactory==0.9.5) their own converters are called, what those import besides replaced by
stand-ins; where they are not, what their readers demand is checked as it is restated below, and the check says so.
"""
import ast
import hashlib
import importlib
import importlib.util
import io
import json
import sys
import tempfile
import types
from pathlib import Path
from unittest import mock

HEAVY = ["torch", "torch.distributed", "transformers", "transformers.utils", "peft", "peft.utils", "modelscope",
         "modelscope.hub", "modelscope.hub.utils", "modelscope.hub.utils.utils"]


def real(name, packages=(), stand_ins=()):
    """A module of an installed tool without its packages' __init__, or None."""
    if importlib.util.find_spec(name.split(".")[0]) is None:
        return None
    sys.modules.update({name: mock.MagicMock(name=name) for name in stand_ins})
    for heavy in HEAVY:
        try:
            importlib.import_module(heavy)
        except Exception:
            sys.modules[heavy] = mock.MagicMock(name=heavy)
    for package in packages:
        spec = importlib.util.find_spec(package) if "." not in package else None
        folder = Path(spec.origin).parent if spec else Path(sys.modules[package.rsplit(".", 1)[0]].__path__[0]) / package.rsplit(".", 1)[1]
        module = types.ModuleType(package)
        module.__path__ = [str(folder)]
        sys.modules[package] = module
    return importlib.import_module(name)


def load(root, manifest, check):
    """Per split the rows as `datasets` gives them, and the lines themselves."""
    import datasets

    files = {}
    for s in manifest["shards"]:
        if s["file"].startswith("data/"):
            files.setdefault(s["split"], []).append(root / s["file"])
    lines = {split: [json.loads(x) for f in fs for x in f.read_text(encoding="utf-8").split("\n") if x] for split, fs in files.items()}
    with tempfile.TemporaryDirectory() as cache:
        rows = {}
        for split, fs in files.items():
            if lines[split]:
                ds = datasets.load_dataset("json", data_files=[str(f) for f in fs], split="train", cache_dir=cache)
                rows[split] = [ds[i] for i in range(ds.num_rows)]
            else:
                rows[split] = []
        by_card = datasets.load_dataset(str(root), cache_dir=cache)
        check("the card's configuration gives the same splits and rows",
              {k: v.num_rows for k, v in by_card.items()} == {k: len(v) for k, v in rows.items()}, sorted(by_card))
    return lines, rows


def without_nulls(value):
    """`datasets` fills in null where another line has a value."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


def check_pictures(root, manifest, check):
    """Every picture decodes and is the one that its step describes."""
    from PIL import Image as Pil

    described, rows, problems = {}, 0, []
    for s in manifest["shards"]:
        if s["file"].startswith("steps/"):
            with open(root / s["file"], encoding="utf-8", newline="\n") as f:
                header = json.loads(next(f))
                if header["format"] != manifest["format"]:
                    problems.append((s["file"], "format"))
                for line in f:
                    step = json.loads(line)
                    rows += 1
                    if ("calls" in step) == ("unsaid" in step):
                        problems.append((rows, "neither said nor unsaid"))
                    for column in ("image", "after_image"):
                        if column in step["row"]:
                            described[step["row"][column]] = tuple(step["row"].get(column + x) for x in ("_sha256", "_width", "_height"))
    for path, (sha, width, height) in described.items():
        data = (root / path).read_bytes()
        with Pil.open(io.BytesIO(data)) as image:
            image.load()
            if sha is not None and hashlib.sha256(data).hexdigest() != sha or width is not None and image.size != (width, height):
                problems.append((path, "is another picture"))
    listed = {s["file"] for s in manifest["shards"] if s["images"]}
    check("pictures are those of the steps", listed == set(described), f"{len(listed)} pictures, {rows} steps")
    check("every picture decodes, with the size and SHA-256 of its step", not problems, problems[:5] or len(described))


def llama_factory(root, lines, rows, check):
    register = json.loads((root / "dataset_info.json").read_text(encoding="utf-8"))
    names = {e["file_name"] for e in register.values()}
    check("dataset_info.json names the shards", names == {f"data/{k}.jsonl" for k in register} and all((root / n).is_file() for n in names), len(names))
    entry = next(iter(register.values()))
    module = real("llamafactory.data.converter", ["llamafactory", "llamafactory.data", "llamafactory.extras"])
    problems = []
    for row in [r for split in rows.values() for r in split]:
        if module:
            attr = types.SimpleNamespace(**entry["tags"], **{k: entry["columns"].get(k) for k in ("messages", "images", "system", "tools", "videos", "audios")},
                                         load_from="file", observation_tag="observation", function_tag="function_call", ranking=False, kto_tag=None)
            done = module.SharegptDatasetConverter(attr, types.SimpleNamespace(media_dir=str(root)))(row)
            messages = done["_prompt"] + done["_response"]
            images = done["_images"]
            if not done["_response"] or not done["_system"] or [m["content"] for m in messages] != [m["content"] for m in row["messages"][1:]]:
                problems.append((row["id"], "is skipped as abnormal"))
        else:
            messages, images = row["messages"][1:], [str(root / i) for i in row["images"]]
            if [m["role"] for m in row["messages"]] != ["system"] + ["user", "assistant"] * (len(messages) // 2):
                problems.append((row["id"], "roles do not take turns"))
        if sum(m["content"].count("<image>") for m in messages) != len(images) or not isinstance(row["images"], list):
            problems.append((row["id"], "as many <image> as pictures"))
        if not all(Path(i).is_absolute() and Path(i).is_file() for i in map(str, [Path(i).resolve() for i in images])):
            problems.append((row["id"], "a picture is not there"))
    return module, problems


def ms_swift(root, lines, rows, check):
    module = real("swift.dataset.preprocessor.core", ["swift", "swift.dataset", "swift.dataset.preprocessor"],
                  ["swift.utils", "swift.template", "swift.template.template_inputs"])
    problems = []
    for row in [json.loads(json.dumps(without_nulls(r))) for split in rows.values() for r in split]:
        name = row["id"]
        if module:
            checks = module.RowPreprocessor
            checks._check_objects(row)
            checks._check_messages(row)
            checks._cast_mm_data(row)
            images = [i["path"] for i in row["images"]]
        else:
            images = row["images"]
        text = "".join(m["content"] for m in row["messages"])
        if text.count("<image>") != len(images) or not all((root / i).is_file() for i in images):
            problems.append((name, "as many <image> as pictures"))
        objects = row.get("objects", {"bbox": [], "image_id": []})
        if text.count("<bbox>") != len(objects["bbox"]) or text.count("<ref-object>") or len(objects["image_id"]) != len(objects["bbox"]):
            problems.append((name, "as many <bbox> as boxes"))
        if not all(0 <= x < 1 for box in objects["bbox"] for x in box) or not all(0 <= i < len(images) for i in objects["image_id"]):
            problems.append((name, "a box lies outside its picture"))
        for m in row["messages"]:
            if m["role"] in ("tool_call", "tool_response"):
                content = json.loads(m["content"])
                if m["role"] == "tool_call" and content["name"] not in [t["function"]["name"] for t in json.loads(row["tools"])]:
                    problems.append((name, "a tool that is not listed"))
            elif m["role"] not in ("system", "user", "assistant"):
                problems.append((name, "a role that is none"))
    return module, problems


def trl(root, lines, rows, check):
    from PIL import Image as Pil

    module = real("trl.data_utils", ["trl"])
    problems = []
    for row in [r for split in rows.values() for r in split]:
        messages = [{**m, "content": [without_nulls(p) for p in m["content"]]} for m in row["messages"]]
        images = [Pil.open(root / i) for i in row["images"]]
        places = sum(p["type"] == "image" for m in messages for p in m["content"])
        if places != len(images) or any(p["type"] == "text" and not p["text"] for m in messages for p in m["content"]):
            problems.append((row["id"], "as many places as pictures"))
        if module:
            filled = module.prepare_multimodal_messages(messages, images)
            if [p["image"] for m in filled for p in m["content"] if p["type"] == "image"] != images:
                problems.append((row["id"], "pictures out of order"))
            if not module.is_conversational(row):
                problems.append((row["id"], "is no conversation"))
    return module, problems


def opencua(root, lines, rows, check):
    """OpenCUA's repository has no package: what its viewer and its users' converters take from a record."""
    problems = []
    for line in [x for split in lines.values() for x in split]:
        codes = [s["value"]["code"] for s in line["traj"]]
        ends = [c == "computer.terminate(status='success')" for c in codes]
        if line["task_completed"] != ends[-1] or any(ends[:-1]) or [s["index"] for s in line["traj"]] != list(range(len(codes))):
            problems.append((line["task_id"], "ends wrongly"))
        for step in line["traj"]:
            if not (root / "images" / step["image"]).is_file():
                problems.append((line["task_id"], "a picture is not there"))
            for node in ast.walk(ast.parse(step["value"]["code"])):
                if isinstance(node, ast.Call):
                    if ast.unparse(node.func).split(".")[0] not in ("pyautogui", "computer"):
                        problems.append((line["task_id"], "a call of something else"))
                    if not all(0 <= ast.literal_eval(k.value) <= 1 for k in node.keywords if k.arg in ("x", "y")):
                        problems.append((line["task_id"], "a place outside the screen"))
    return None, problems


DIALECTS = {"chat-llama-factory": llama_factory, "chat-ms-swift": ms_swift, "chat-trl": trl, "chat-opencua": opencua}


def check_chat(root, manifest, check):
    lines, rows = load(root, manifest, check)
    counts = {split: len(x) for split, x in lines.items()}
    check("lines are those of the manifest", counts == {k: v for k, v in manifest["splits"].items() if k in counts}, counts)
    same = all(without_nulls(a) == without_nulls(b) for split in lines for a, b in zip(lines[split], rows[split], strict=True))
    check("datasets loads every line as it is", same, sum(counts.values()))
    check_pictures(root, manifest, check)
    module, problems = DIALECTS[manifest["format"]](root, lines, rows, check)
    by = f"by {module.__name__}" if module else "by its reader's rules, restated"
    check(f"every line is read {by}", not problems, problems[:5] or sum(counts.values()))
    names = [r.get("id", r.get("task_id")) for split in lines.values() for r in split]
    check("no conversation is there twice", len(set(names)) == len(names), len(names))
