"""Results as JSON, one file a benchmark, and the table of them all."""

import json
import os
import platform
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .measure import Benchmark, Measured

RESULTS = Path(__file__).with_name("results")

HEAD = """# Results

Written by `make bench`. A ratio is the median of subject over floor, measured in turn in the same run; the spread is
the smallest and largest. Times belong to the machine that measured them: they say what a ratio is worth.

| what | subject | floor | ratio | spread | subject, ms | floor, ms | repetitions |
|---|---|---|---|---|---|---|---|
"""


def write(benchmark: Benchmark, measured: Measured) -> None:
    """Keep one result."""
    RESULTS.mkdir(exist_ok=True)
    low, high = measured.spread
    document = {
        "title": benchmark.title,
        "subject": benchmark.subject,
        "floor": benchmark.floor,
        "ratio": round(measured.ratio, 3),
        "spread": [round(low, 3), round(high, 3)],
        "subject_ms": round(statistics.median(measured.subject) * 1000, 3),
        "floor_ms": round(statistics.median(measured.floor) * 1000, 3),
        "repetitions": len(measured.subject),
        "machine": {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()},
        "measured": datetime.now(UTC).date().isoformat(),
    }
    (RESULTS / f"{benchmark.name}.json").write_text(json.dumps(document, indent=2) + "\n")
    (RESULTS / "README.md").write_text(table())


def table() -> str:
    """All ratios that are kept; the result of the mutation campaign stands beside them."""
    documents = [json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))]
    return HEAD + "".join(_row(document) for document in documents if "ratio" in document)


def _row(result: dict[str, Any]) -> str:
    low, high = result["spread"]
    return (
        f"| {result['title']} | {result['subject']} | {result['floor']} | {result['ratio']} | {low} to {high} "
        f"| {result['subject_ms']} | {result['floor_ms']} | {result['repetitions']} |\n"
    )
