"""`python -m bench [NAME …]`: measure and write `bench/results/`."""

import argparse
import os
import sys

from local.errors import LocalError
from local.progress import console, note, step

from . import cold_start, hot_paths, imports, live, policies, preview, programs
from .measure import Benchmark, measure
from .report import write

BENCHMARKS = [
    *imports.benchmarks(),
    *preview.benchmarks(),
    Benchmark("policy_time", "policies", "preview with every pack", "preview without", 5, programs.policy_time),
    Benchmark(
        "policy_rules",
        "policy rules",
        f"every pack on {policies.RESOURCES} resources in process",
        "reading their properties",
        15,
        policies.policy_rules,
    ),
    Benchmark(
        "policy_growth",
        "policy growth",
        f"every pack on {policies.LARGE} resources in process",
        "on a quarter of them",
        9,
        policies.policy_growth,
    ),
    Benchmark(
        "policy_preview",
        "policy preview",
        f"preview of {policies.RESOURCES} plain resources with every pack",
        "with one pack that does nothing",
        5,
        policies.policy_preview,
    ),
    Benchmark(
        "policy_preview_cities",
        "policy preview",
        f"preview of {policies.CITIES} cities, about {policies.RESOURCES} resources, with every pack",
        "with one pack that does nothing",
        5,
        policies.policy_preview_cities,
    ),
    *cold_start.benchmarks(),
    Benchmark(
        "handler_throughput",
        "handler",
        f"`track_couriers`, {hot_paths.PINGS} pings, stores in memory",
        "decoding them",
        31,
        hot_paths.handler_throughput,
    ),
    Benchmark(
        "dispatch_time",
        "dispatch",
        f"a round of {hot_paths.ORDERS} orders, {hot_paths.COURIERS} couriers",
        "`lap` on a matrix of that size",
        31,
        hot_paths.dispatch_time,
    ),
    Benchmark(
        "ping_to_page",
        "ping to page",
        "median over a replayed day",
        "a record through the same Kafka",
        2,
        live.ping_to_page,
    ),
]


def main() -> int:
    """Measure the named benchmarks and groups, or all of them."""
    names = list(dict.fromkeys(benchmark.group or benchmark.name for benchmark in BENCHMARKS))
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, side by side with a floor.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all by default")
    parser.add_argument("--repetitions", type=int, help="pairs of each, instead of its own number")
    arguments = parser.parse_args()
    known = {*names, *(benchmark.name for benchmark in BENCHMARKS)}
    if unknown := set(arguments.names) - known:
        parser.error(f"unknown benchmark {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    # Python keeps bytecode unless told otherwise. Without it every import of the SDK would compile 600 files, and the
    # measured ratios would be those of the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for benchmark in BENCHMARKS:
        if not arguments.names or {benchmark.name, benchmark.group} & set(arguments.names):
            _measure(benchmark, arguments.repetitions)
    return 0


def _measure(benchmark: Benchmark, repetitions: int | None) -> None:
    """Run one benchmark, write its result and print its ratio."""
    with step(f"{benchmark.title}: {benchmark.subject} against {benchmark.floor}"):
        measured = measure(benchmark, repetitions)
    write(benchmark, measured)
    bar = f"; the bar is {benchmark.max_ratio}" if benchmark.max_ratio else ""
    note(f"{measured.ratio:.2f} times, {measured.spread[0]:.2f} to {measured.spread[1]:.2f}{bar}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except LocalError as problem:
        console.print(f"[red]error:[/red] {problem}")
        sys.exit(2)
