"""FORBID_SKIPS=1: a suite that leaves something out does not pass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent.parent / "conftest.py"
SKIPPING = {
    "by mark": "import pytest\n@pytest.mark.skip(reason='no hammer')\ndef test_a(): pass\n",
    "inside": "import pytest\ndef test_a(): pytest.skip('no hammer')\n",
    "whole module": "import pytest\npytest.skip('no hammer', allow_module_level=True)\n",
}
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_a(): assert False\n"


def run_suite(folder: Path, source: str, forbid: str, workers: str = "0") -> subprocess.CompletedProcess[str]:
    """Run pytest on one test module as a person would, in a folder of its own."""
    shutil.copy(CONFTEST, folder)
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    environment |= {"FORBID_SKIPS": forbid, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    options = ["-p", "xdist", "-p", "no:cacheprovider", "-n", workers, "--rootdir=.", "."]
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("source", SKIPPING.values(), ids=SKIPPING)
def test_a_skip_fails_and_gives_its_reason(tmp_path: Path, source: str) -> None:
    result = run_suite(tmp_path, source, "1")
    assert result.returncode not in (0, 5), result.stdout
    assert "no hammer" in result.stdout


def test_a_skip_in_a_worker_fails_too(tmp_path: Path) -> None:
    result = run_suite(tmp_path, SKIPPING["whole module"], "1", workers="1")
    assert result.returncode not in (0, 5), result.stdout
    assert "no hammer" in result.stdout


def test_a_skip_is_left_alone_unless_forbidden(tmp_path: Path) -> None:
    result = run_suite(tmp_path, SKIPPING["inside"], "0")
    assert result.returncode == 0, result.stdout
    assert "1 skipped" in result.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    result = run_suite(tmp_path, EXPECTED_FAILURE, "1")
    assert result.returncode == 0, result.stdout
    assert "1 xfailed" in result.stdout
