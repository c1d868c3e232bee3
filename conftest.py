"""With FORBID_SKIPS=1 a skipped test is a failed test: nothing is left out unnoticed."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

Report = pytest.TestReport | pytest.CollectReport


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("FORBID_SKIPS") == "1":
        config.pluginmanager.register(ForbidSkips(), "forbid-skips")


def forbid(report: Report) -> None:
    """Turn a skip into a failure that gives its reason; an expected failure stays what it is."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    report.outcome = "failed"
    report.longrepr = f"skipped, which FORBID_SKIPS forbids: {reason(report)}"


def reason(report: Report) -> str:
    """Why it was skipped; pytest gives (file, line, reason)."""
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


class ForbidSkips:
    """Looks at every report where it is made, in the workers too."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        forbid(report)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        forbid(report)
        return report
