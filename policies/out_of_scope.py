"""Controls of the catalogue that no rule enforces, each with its reason: what they are about cannot occur."""

from collections.abc import Mapping

LIMIT = 15
"""More than these would be a catalogue of what we do not do."""

OUT_OF_SCOPE: Mapping[str, str] = {}
"""Reasons by id of the catalogue's row."""
