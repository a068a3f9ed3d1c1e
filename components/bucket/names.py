"""Names of a cell's buckets."""

import pulumi

from ..aws.names import BUCKET, fit
from ..core.cell import CellArgs, with_suffix


def physical_name(cell: CellArgs, bucket: str) -> pulumi.Input[str]:
    """The name on AWS of a cell's bucket. Known before the bucket exists if the account is known."""

    def in_account(account: str) -> str:
        return fit(f"{with_suffix(cell, cell['cell'] + '-' + bucket)}-{account}-{cell['region']}", BUCKET)

    account = cell["account_id"]
    return in_account(account) if isinstance(account, str) else pulumi.Output.from_input(account).apply(in_account)
