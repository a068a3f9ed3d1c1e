"""The image of the services: in its registry, for the architecture of the tasks."""

from collections.abc import Iterator
from typing import Final

from .check import Check, Context, Result, missing, ok, unchecked
from .registry import LAYER_URL, MANIFEST, AbsentImageError, architectures, parse

_DEFAULT_PLATFORM: Final = {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}
"""Amazon ECS API, RuntimePlatform."""

_NAMES: Final = {"ARM64": "arm64", "X86_64": "amd64"}
"""Architecture of ECS to that of images (OCI image specification, which uses the names of Go)."""


def _wanted(context: Context) -> list[str]:
    platforms = {
        f"linux/{_NAMES[(_DEFAULT_PLATFORM | dict(task.inputs.get('runtimePlatform') or {}))['cpuArchitecture']]}"
        for task in context.planned.of("aws:ecs/taskDefinition:TaskDefinition")
    }
    return sorted(platforms)


def _image(context: Context) -> Iterator[Result]:
    image = context.settings.city.service_image
    advice = "build and push the image, and set citycell:serviceImage to its digest"
    try:
        offered = architectures(parse(image), context.aws, context.web)
    except AbsentImageError as error:
        yield missing(str(error), advice)
        return
    wanted = _wanted(context)
    absent = [platform for platform in wanted if platform not in offered]
    if not offered:
        yield unchecked(f"{image} does not say its architecture")
    elif absent:
        yield missing(f"{image} is for {', '.join(offered)}, and the tasks need {', '.join(absent)}", advice)
    else:
        yield ok(f"{image} is for {', '.join(wanted)}")


CHECKS: Final = (Check(name="image", run=_image, calls=(MANIFEST, LAYER_URL)),)
