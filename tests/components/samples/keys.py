"""Arguments of `Keys`."""

from components import Keys
from tests.components.samples import Sample

SAMPLE = Sample(kind=Keys, good={})
