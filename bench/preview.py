"""What a preview of the city costs above a flat program, and how it grows with the number of cells."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from local.deploy import deploy
from local.errors import LocalError
from local.paths import ROOT
from local.state import load_state

from .cities import cities_program
from .flat_program import is_aws, write_resources
from .measure import Benchmark, Timed, timed
from .programs import workspace, write_project

CELLS = 20
FEW_CELLS = 5


def benchmarks() -> list[Benchmark]:
    """Both benchmarks of previews."""
    return [
        Benchmark(
            "preview_city",
            "preview",
            "the demo city",
            "a flat program with the same resources",
            5,
            city_preview,
            group="preview",
            max_ratio=1.15,
        ),
        Benchmark(
            "preview_cells",
            "preview growth",
            f"{CELLS} cells in one program",
            f"{FEW_CELLS} cells",
            5,
            cells_preview,
            group="preview",
            max_ratio=4.6,
        ),
    ]


@contextmanager
def city_preview() -> Generator[tuple[Timed, Timed]]:
    """The demo city, and a flat program generated from its state.

    Raises:
        LocalError: the flat program does not register every resource of the city.
    """
    with tempfile.TemporaryDirectory() as folder:
        state = load_state(deploy("demo", folder=Path(folder, "city"), packs=()).state_path)
        project = write_project(Path(folder, "flat"), "flat", "import resources\n")
        write_resources(state, project, ROOT)
        with workspace(ROOT, "demo") as city, workspace(project, "flat") as flat:
            # Beside the AWS resources a preview counts the stack and the provider.
            expected = sum(map(is_aws, state.resources)) + 2
            if (found := sum(flat.preview([]).counts.values())) != expected:
                raise LocalError(f"the flat program has {found} resources, but the city has {expected}")
            yield timed(lambda: city.preview([])), timed(lambda: flat.preview([]))


@contextmanager
def cells_preview() -> Generator[tuple[Timed, Timed]]:
    """Many cells in one program, and a few."""
    with (
        tempfile.TemporaryDirectory() as folder,
        workspace(write_project(Path(folder, "many"), "many", cities_program(CELLS)), "many") as many,
        workspace(write_project(Path(folder, "few"), "few", cities_program(FEW_CELLS)), "few") as few,
    ):
        yield timed(lambda: many.preview([])), timed(lambda: few.preview([]))
