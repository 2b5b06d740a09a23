"""LeRobotDataset v3.0 as its users read it: each frame decoded, at its time, with the text of its task.

Where the `lerobot` package is installed its own dataset class reads every frame. It needs torch and another version of
`datasets` than the other checks, so where it is not, its reader's logic is restated with pyarrow, pandas and PyAV: paths
from info.json's templates and the episode's indices, the episode's start plus the frame's time in 32-bit floats, the
decoded frame nearest to that and no further than 1e-4 s, the task by place in the pandas index.
"""
import importlib.util
import json

TOLERANCE_S = 1e-4
MUST_HAVE = {"timestamp": "float32", "frame_index": "int64", "episode_index": "int64", "index": "int64", "task_index": "int64"}


def check_lerobot(check, root, manifest):
    splits = sorted(p.parent.parent.name for p in root.glob("*/meta/info.json"))
    check("there is a dataset for each split of the manifest", splits == sorted(s for s, n in manifest["splits"].items() if n), splits)
    native = importlib.util.find_spec("lerobot") is not None
    print(f"      lerobot's own class {'reads the frames' if native else 'is not installed: its logic is restated'}")
    for split in splits:
        images = {s["file"]: s["images"] for s in manifest["shards"] if s["images"] and s.get("split") == split}
        check_split(check, root / split, split, manifest["splits"][split], images)
        if native:
            check_native(check, root / split, split)


def check_split(check, root, split, steps, images):
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    info = json.loads((root / "meta/info.json").read_text(encoding="utf-8"))
    features = info["features"]
    check(f"{split}: layout is v3.0 and has the columns that it must", info["codebase_version"] == "v3.0"
          and all(features.get(k, {}).get("dtype") == t and features[k]["shape"] == [1] for k, t in MUST_HAVE.items()), len(features))
    tasks = pd.read_parquet(root / "meta/tasks.parquet")
    check(f"{split}: tasks are numbered by place", list(tasks["task_index"]) == list(range(info["total_tasks"])) and
          all(isinstance(t, str) for t in tasks.index), len(tasks))
    episodes = pa.concat_tables(pq.read_table(p) for p in sorted((root / "meta/episodes").glob("*/*.parquet"))).to_pylist()
    paths = sorted((root / "data").glob("*/*.parquet"))
    data = pa.concat_tables(pq.read_table(p) for p in paths)
    check(f"{split}: a row group for each episode", sum(pq.ParquetFile(p).num_row_groups for p in paths) == len(episodes), len(episodes))
    check(f"{split}: columns are the features", set(data.column_names) == {k for k, f in features.items() if f["dtype"] != "video"})
    check(f"{split}: as many episodes and frames as info.json says",
          (len(episodes), data.num_rows) == (info["total_episodes"], info["total_frames"]), (len(episodes), data.num_rows))
    frame = {k: data[k].to_numpy() for k in MUST_HAVE}
    check(f"{split}: frames are numbered through", np.array_equal(frame["index"], np.arange(data.num_rows)))
    fps, wrong, decoded, shown = info["fps"], [], 0, {}
    lists = {k: f["shape"][0] for k, f in features.items() if f["dtype"] == "float32" and f["shape"] != [1]}
    for k, n in lists.items():
        check(f"{split}: {k} has {n} finite numbers in each frame",
              all(len(v) == n and np.isfinite(v).all() for v in data[k].to_pylist()))
    strings = [k for k, f in features.items() if f["dtype"] == "string"]
    check(f"{split}: no text is missing, which LeRobot's transform cannot take", all(data[k].null_count == 0 for k in strings), strings)
    for e, episode in enumerate(episodes):
        first, end = episode["dataset_from_index"], episode["dataset_to_index"]
        rows = slice(first, end)
        n = end - first
        if not (episode["episode_index"] == e and episode["length"] == n and (frame["episode_index"][rows] == e).all()
                and np.array_equal(frame["frame_index"][rows], np.arange(n))
                and np.array_equal(frame["timestamp"][rows], (np.arange(n) / fps).astype(np.float32))):
            wrong.append((e, "numbering"))
        if {tasks.iloc[t].name for t in frame["task_index"][rows]} != set(episode["tasks"]):
            wrong.append((e, "task"))
        for key in (k for k, f in features.items() if f["dtype"] == "video"):
            path = root / info["video_path"].format(video_key=key, chunk_index=episode[f"videos/{key}/chunk_index"],
                                                    file_index=episode[f"videos/{key}/file_index"])
            times, sizes = decode(path)
            shown[f"{split}/{path.relative_to(root).as_posix()}"] = len(times)
            start = episode[f"videos/{key}/from_timestamp"]
            asked = (start + frame["timestamp"][rows].astype(np.float64)).astype(np.float32)
            near = np.abs(asked[:, None].astype(np.float64) - times.astype(np.float32)[None, :]).min(axis=1) if len(times) else [1]
            if np.max(near) >= TOLERANCE_S or sizes != {tuple(features[key]["shape"][1::-1])}:
                wrong.append((e, key, float(np.max(near)), sizes))
            if abs(episode[f"videos/{key}/to_timestamp"] - start - n / fps) > 1e-9:
                wrong.append((e, key, "length"))
            decoded += n
    check(f"{split}: every frame decodes, at its time and in its size", not wrong, wrong[:5] or decoded)
    check(f"{split}: videos hold as many frames as the manifest says", shown == images, len(images))
    check_steps(check, root, split, steps, episodes, data)
    check_stats(check, root, split, info, data)


def decode(path):
    import av
    import numpy as np

    times, sizes = [], set()
    with av.open(str(path)) as container:
        for picture in container.decode(video=0):
            times.append(float(picture.pts * picture.time_base))
            sizes.add((picture.width, picture.height))
            if picture.format.name != "yuv420p":
                sizes.add(picture.format.name)
    return np.array(times), sizes


def check_steps(check, root, split, steps, episodes, data):
    """Each step stands in the frame that its own table names, with its kind and times."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    wrong, n, offset = [], 0, 0
    columns = set(data.column_names)
    kinds = data["step.kind"].to_pylist() if "step.kind" in columns else None
    starts = data["step.t_start_us"].to_pylist() if "step.t_start_us" in columns else None
    for path in sorted((root / "steps").glob("*/*.parquet")):
        table = pq.read_table(path)
        last = -1
        for row in table.to_pylist():
            at = episodes[offset + row["shard_episode"]]["dataset_from_index"] + row["frame_index"]
            if kinds and kinds[at] != row["action"] or starts and starts[at] != row["t_start_us"]:
                wrong.append((path.name, n))
            last = row["shard_episode"]
            n += 1
        offset += last + 1
    acting = sum(k != "none" for k in kinds) if kinds else n
    check(f"{split}: every step of the manifest acts in exactly one frame", not wrong and n == steps == acting, wrong[:5] or n)


def check_stats(check, root, split, info, data):
    import numpy as np

    stats = json.loads((root / "meta/stats.json").read_text(encoding="utf-8"))
    numbers = [k for k, f in info["features"].items() if f["dtype"] not in ("string", "video")]
    wrong = []
    for key in numbers:
        values = np.array(data[key].to_pylist(), dtype=np.float64).reshape(data.num_rows, -1)
        for name, f in (("min", np.min), ("max", np.max), ("mean", np.mean), ("std", np.std)):
            if not np.allclose(stats[key][name], f(values, axis=0), rtol=1e-6, atol=1e-6):
                wrong.append((key, name))
        if stats[key]["count"] != [data.num_rows]:
            wrong.append((key, "count"))
    for key in (k for k, f in info["features"].items() if f["dtype"] == "video"):
        if np.shape(stats[key]["mean"]) != (3, 1, 1) or not 0 <= np.min(stats[key]["min"]) <= np.max(stats[key]["max"]) <= 1:
            wrong.append((key, "shape"))
    check(f"{split}: statistics are those of the data", not wrong, wrong[:5] or len(numbers))


def check_native(check, root, split):
    from lerobot.datasets.lerobot_dataset import LeRobotDataset

    for backend in ("torchcodec", "pyav"):
        try:
            dataset = LeRobotDataset(f"scrim/{split}", root=root, video_backend=backend)
            first = dataset[0]
        except (ImportError, RuntimeError, OSError, AttributeError) as e:
            print(f"      lerobot cannot decode with {backend} here: {type(e).__name__}")
            continue
        shapes = {tuple(dataset[i][k].shape) for i in range(len(dataset)) for k in dataset.meta.video_keys}
        check(f"{split}: LeRobotDataset decodes every frame with {backend}", len(shapes) == len(dataset.meta.video_keys)
              and isinstance(first["task"], str), len(dataset))
