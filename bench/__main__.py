"""`python -m bench [NAME …]`: measure and write `bench/results/`."""

import argparse
import sys

from local.errors import LocalError
from local.progress import console, note, step

from . import cold_start, hot_paths, live, policies, programs
from .measure import Benchmark, measure
from .report import write

BENCHMARKS = [
    Benchmark("import_time", "import", "`components`", "`pulumi_aws` alone", 7, programs.import_time),
    Benchmark(
        "preview_time",
        "preview",
        "the demo city",
        "as many plain resources in a flat program",
        5,
        programs.preview_time,
    ),
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
    """Measure what is named, or everything."""
    names = [benchmark.name for benchmark in BENCHMARKS]
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, side by side with a floor.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all by default")
    parser.add_argument("--repetitions", type=int, help="pairs of each, instead of its own number")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(names):
        parser.error(f"unknown benchmark {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    for benchmark in BENCHMARKS:
        if not arguments.names or benchmark.name in arguments.names:
            with step(f"{benchmark.title}: {benchmark.subject} against {benchmark.floor}"):
                measured = measure(benchmark, arguments.repetitions)
            write(benchmark, measured)
            note(f"{measured.ratio:.2f} times, {measured.spread[0]:.2f} to {measured.spread[1]:.2f}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except LocalError as problem:
        console.print(f"[red]error:[/red] {problem}")
        sys.exit(2)
