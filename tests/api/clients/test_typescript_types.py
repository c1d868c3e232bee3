"""Types for TypeScript, generated from openapi.yaml, and a program that uses them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def run_node(script: str, *arguments: str | Path) -> None:
    """Run a program of this folder's `node_modules`; what it says is in the failure."""
    command = [ROOT / "bin" / "with-node", HERE.relative_to(ROOT), "node", f"node_modules/{script}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_program_is_compiled_with_the_generated_types(tmp_path: Path) -> None:
    run_node("openapi-typescript/bin/cli.js", ROOT / "openapi.yaml", "--output", tmp_path / "timeline.ts")
    for name in ("usage.ts", "tsconfig.json"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    run_node("typescript/bin/tsc", "--noEmit", "--project", tmp_path)
