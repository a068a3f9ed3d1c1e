"""Arguments of `Keys`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs, DataClass


class KeysArgs(CellArgs):
    """Arguments of `Keys`."""

    classes: NotRequired[list[DataClass]]
    """Classes of data that get a key; the five of a cell by default, without `platform`. A stream by
    itself needs `streams` and `logs`."""
    administrators: NotRequired[list[pulumi.Input[str]]]
    """ARNs of the roles that administer the keys. Include the role that deploys them: AWS rejects a policy that its
    author could not change. Administrators can neither encrypt nor decrypt. By default every role of the account whose
    own policy allows it is an administrator."""
    rotation_days: NotRequired[int]
    """Days between rotations of the key material, 90 to 2,560; 365 by default. Older data stays readable."""
    deletion_window_days: NotRequired[int]
    """Days in which a deletion can be cancelled, 7 to 30; 30 by default, 7 when disposable."""
    multi_region: NotRequired[bool]
    """Whether keys can be replicated to other regions. False by default; cannot be changed later."""
    replica_regions: NotRequired[list[str]]
    """Regions that get a replica of each key, for tables and databases that are replicated there. Keys with replicas
    are multi-region. None by default."""
    more_services: NotRequired[dict[str, list[str]]]
    """Additional AWS services through which roles may use the key of a class, by class. Services are named as in
    `kms:ViaService`, without region: `{"orders": ["sqs"]}`. None by default."""
    more_log_groups: NotRequired[list[str]]
    """Names of additional log groups that the key of logs may encrypt, outside of `/citycell/<cell>/`. A name may end
    in `*`. None by default."""
