# To be sourced. scrim_venv DIR [FILE]: makes DIR a Python environment with exactly what FILE (requirements.txt) of this
# folder names, or says why it can't. An environment made from the same requirements is used again. Prints nothing on success; returns 1 on failure.
scrim_venv() {
    local dir=$1 here requirements python
    here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
    requirements=$here/${2:-requirements.txt}
    python=${PYTHON:-python3}
    if ! command -v "$python" >/dev/null 2>&1; then
        echo "Cannot check with Python: there is no $python (install Python 3.11 or newer, or set PYTHON)" >&2
        return 1
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Cannot check with Python: $("$python" --version) is too old (use Python 3.11 or newer, or set PYTHON)" >&2
        return 1
    fi
    if [ -x "$dir/bin/python" ] && cmp -s "$requirements" "$dir/requirements.txt"; then
        return 0
    fi
    rm -rf "$dir"
    if ! "$python" -m venv "$dir" >&2; then
        echo "Cannot make a Python environment in $dir (install the venv module, on Debian python3-venv)" >&2
        return 1
    fi
    if ! "$dir/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2; then
        echo "Cannot install $requirements into $dir (see pip's message above; a package index must be reachable)" >&2
        return 1
    fi
    # Last, so that an interrupted installation is not taken for a whole one.
    cp "$requirements" "$dir/requirements.txt"
}
