"""Results as JSON, one file for each benchmark, and the table of all results."""

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

Written by `make bench`. A ratio is the median of subject over floor, measured by turns in the same run; the spread is
the smallest and the largest ratio. The bar is the largest ratio that is accepted. Times depend on the machine; ratios
hardly do.

| what | subject | floor | ratio | bar | spread | subject, ms | floor, ms | repetitions |
|---|---|---|---|---|---|---|---|---|
"""


def write(benchmark: Benchmark, measured: Measured) -> None:
    """Write one result and the table."""
    RESULTS.mkdir(exist_ok=True)
    low, high = measured.spread
    document = {
        "title": benchmark.title,
        "subject": benchmark.subject,
        "floor": benchmark.floor,
        "ratio": round(measured.ratio, 3),
        "max_ratio": benchmark.max_ratio,
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
    """The table of all ratios; the result of the mutation campaign in the same folder has none."""
    documents = [json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))]
    return HEAD + "".join(_row(document) for document in documents if "ratio" in document)


def _row(result: dict[str, Any]) -> str:
    low, high = result["spread"]
    return (
        f"| {result['title']} | {result['subject']} | {result['floor']} | {result['ratio']} "
        f"| {result.get('max_ratio') or ''} | {low} to {high} "
        f"| {result['subject_ms']} | {result['floor_ms']} | {result['repetitions']} |\n"
    )
