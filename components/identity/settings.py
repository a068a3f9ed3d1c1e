"""The settings of an identity's stack: `stacks/identity/Pulumi.<stack>.yaml` read into the arguments of `Identity`."""

from typing import Final

from ..core.settings import SettingsReader
from .args import IdentityArgs
from .config import IdentityConfig, resolve

READER: Final = SettingsReader[IdentityConfig](kind=IdentityArgs, resolve=resolve, defaults={"city": "shared"})
"""The reader of the settings. The stack's name is the default of `cell`; the tag `city` is `shared`."""
