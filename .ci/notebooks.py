#!/usr/bin/env python3
"""Runs every notebook under the JJava kernel and compares what it prints with what stands in it.

usage: notebooks.py DATASET [--write] [--pictures FOLDER]

From the top of the project, behind `./mvnw package`, in an environment with .ci/requirements-notebooks.txt. DATASET is
where `./scrim demo` was written to. A cell that fails, prints something else than is committed, or leaves out a picture
is an error. --write puts the new outputs into the notebooks instead.
"""
import argparse
import base64
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def printed(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


def pictures(cell):
    return [o.data["image/png"] for o in cell.outputs if "image/png" in getattr(o, "data", {})]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    os.environ["SCRIM_DATASET"] = str(options.dataset.resolve())
    wrong = 0
    for file in sorted(Path("notebooks-java").glob("*.ipynb")):
        stands = nbformat.read(file, as_version=4)
        ran = nbformat.read(file, as_version=4)
        NotebookClient(ran, timeout=300, kernel_name="java", coalesce_streams=True,
                       resources={"metadata": {"path": str(file.parent)}}).execute()
        shown = 0
        for place, (before, now) in enumerate(zip(stands.cells, ran.cells)):
            if now.cell_type != "code":
                continue
            now.metadata.pop("execution", None)
            # What a cell evaluates to, as text, names objects by their address.
            now.outputs = [o for o in now.outputs if o.output_type == "stream" or "image/png" in getattr(o, "data", {})]
            for number, picture in enumerate(pictures(now)):
                shown += 1
                if options.pictures:
                    options.pictures.mkdir(parents=True, exist_ok=True)
                    (options.pictures / f"{file.stem}-{place}-{number}.png").write_bytes(base64.b64decode(picture))
            same = printed(before) == printed(now) and len(pictures(before)) == len(pictures(now))
            if not same and not options.write:
                wrong += 1
                print(f"{file}: cell {place} gives something else than stands in it", file=sys.stderr)
        print(f"{file.name}: {sum(c.cell_type == 'code' for c in ran.cells)} cells, {shown} pictures")
        if options.write:
            ran.metadata.pop("language_info", None)
            nbformat.write(ran, file)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
