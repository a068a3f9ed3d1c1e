"""The loopback AWS provider: what `pulumi up` talks to when the cloud is this machine.

It serves package `aws` to a real engine. It keeps what a program asks for, answers with outputs of AWS's shape, and
refuses what AWS's published schemas refuse, so that preview, up, refresh, destroy and policy packs run for real. It
creates nothing: the local runtime builds the cell from the state that the engine then holds.
"""

from .server import serving

__all__ = ["serving"]
