#!/usr/bin/python3
"""Scores an evaluation build by category of what is private.

  categories.py SHARED EXPORT [--ocr-frames 8] [--json OUT.json]

SHARED holds recordings/dev, recordings/truth and eval/score.py; EXPORT is a build's 08-export/plain. The measures are
score.py's own: this only runs them once for each category, with the other categories' secrets taken out of the truth,
and reads each frame once for all of them."""
import argparse
import importlib.util
import json
from collections import defaultdict
from pathlib import Path


def load(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", type=Path)
    ap.add_argument("export", type=Path)
    ap.add_argument("--ocr-frames", type=int, default=8)
    ap.add_argument("--json", type=Path)
    a = ap.parse_args()
    score = load(a.shared / "eval" / "score.py")
    read, texts_read = score.ocr, {}

    def once(gray):
        key = hash(gray.tobytes())
        if key not in texts_read:
            texts_read[key] = read(gray)
        return texts_read[key]

    score.ocr = once
    capture, truth = a.shared / "recordings" / "dev", a.shared / "recordings" / "truth"
    frames = [{**f, "image": str(a.export / f["image"])} for f in score.rows(a.export / "frames.jsonl")]
    actions, texts = score.rows(a.export / "actions.jsonl"), score.rows(a.export / "texts.jsonl")
    ids = sorted({f["recording_id"] for f in frames})
    sums = defaultdict(lambda: defaultdict(float))
    for rid in ids:
        of = lambda rows: [r for r in rows if r["recording_id"] == rid]
        base = score.Truth(capture, truth, rid)
        categories = sorted({s["category"] for s in base.secrets.values()})
        print(f"{rid}: {', '.join(categories)}", flush=True)
        for name in ["all", *categories]:
            t = score.Truth(capture, truth, rid)
            if name != "all":
                t.secrets = {k: s for k, s in t.secrets.items() if s["category"] == name}
                t.reg = {k: r for k, r in t.reg.items() if k in t.secrets}
                t.safe = {}
            d = score.score_frames(t, of(frames), a.ocr_frames)
            d.update(score.score_texts(t, of(texts), of(actions)))
            if name == "all":
                d.update(score.score_actions(t, of(actions)))
            for k, v in d.items():
                sums[name][k] += v
    result = {name: score.summary(d) for name, d in sums.items()}
    part = lambda r, v, n: "-" if r[v] is None else f"{100 * r[v]:.1f} % of {r[n]}"
    print(f"\n{'category':12} {'box leak':>16} {'OCR leak':>16} {'text leak':>10}")
    for name in sorted(result, key=lambda n: (n == "all", n)):
        r = result[name]
        text = "-" if r["text_leak"] is None else f"{100 * r['text_leak']:.1f} %"
        print(f"{name:12} {part(r, 'box_leak', 'box_n'):>16} {part(r, 'ocr_leak', 'ocr_n'):>16} {text:>10}")
    r = result["all"]
    print(f"over-redaction {part(r, 'over_redaction', 'safe_n')}; action F1 {r['action_f1']};",
          f"from inside a pause: {r['pause_frames']} frames, {r['pause_actions']} actions")
    if a.json:
        a.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
