"""schemathesis against the running server: examples to stateful walks, all default checks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import make_url

from tests.api.conftest import SECRET
from tests.api.telling import MakeKey, Put, tell_event
from tests.serving import running
from timeline_api.api.openapi import openapi_document
from timeline_api.model import Document
from timeline_api.settings import Settings
from timeline_api.temporal.interval import day

ROOT = Path(__file__).parents[2]
SEEDS = {"sqlite": "20261122", "postgresql": "20261128"}  # each store has other examples
CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = "30"  # an operation and store, beside those at the edges of each schema


def schemathesis(
    url: str, seed: str, key: dict[str, str], event: str, folder: Path
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", f"{url}/openapi.json"]
    command += ["--no-color", "--seed", seed, "--max-examples", EXAMPLES, "--generation-database", "none"]
    command += ["--header", f"Authorization: {key['Authorization']}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CONTRACT_EVENT": event}
    environment["SCHEMATHESIS_HOOKS"] = "tests.api.contract_hooks"
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def test_the_contract_holds(database_url: str, make_key: MakeKey, put: Put, tmp_path: Path) -> None:
    """No check is excluded; what schemas cannot say is in `contract_hooks`, with reasons."""
    operations = sum(len(path.keys() - {"parameters"}) for path in openapi_document()["paths"].values())
    stored = put(Document("told by hand"), tell_event("Bridge opens", day(2024, 12, 8)))
    seed = SEEDS[make_url(database_url).get_backend_name()]
    with running(Settings(database=database_url, secret=SECRET, drain=5)) as server:
        result = schemathesis(server.url, seed, make_key("admin"), stored.event_ids[0], tmp_path)
    assert result.returncode == 0, "\n".join(line[:400] for line in (result.stdout + result.stderr).splitlines())
    assert f"{operations} selected / {operations} total" in result.stdout
    for phase in ("Coverage", "Fuzzing", "Stateful"):
        assert f"✅ {phase}" in result.stdout, result.stdout[-3000:]
