"""Arguments of `TrackingApi`."""

from components import TrackingApi
from tests.components.samples import Sample

SAMPLE = Sample(kind=TrackingApi, good={})
