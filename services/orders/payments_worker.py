"""Captures and voids: requested until the provider has responded, each with one effect after any failure.

The transaction that delivers or cancels writes the row of `payment_operations`. A worker locks the row during its
request, so that others skip it; after a crash before the commit the request is repeated with the same idempotency key.
"""

import logging
from dataclasses import dataclass
from typing import Final

from ..common.database import Connection, Pool
from ..common.tasks import Wake
from .payments import Charge, PaymentDeclinedError, Payments, PaymentUnavailableError

logger = logging.getLogger(__name__)

ABANDONED_AFTER_MINUTES: Final = 15
"""A placement that was not repeated for this long (wall time) is abandoned and its authorisation voided."""


@dataclass(frozen=True, slots=True)
class PaymentsWorker:
    """Carries out the open payment operations."""

    pool: Pool
    payments: Payments
    wake: Wake

    async def run_round(self) -> None:
        """Carry out all operations that are due, then wait."""
        while await self.operate_once():
            pass
        await self.wake.wait()

    async def operate_once(self) -> bool:
        """Carry out one operation that is due; return whether there was one."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute(
                """
                select operation.order_id, operation.kind, payment.amount_cents, payment.currency, stored.token
                from payment_operations operation
                join payments payment using (order_id) join payment_tokens stored using (order_id)
                where operation.done_at is null and operation.next_attempt_at <= now()
                order by operation.next_attempt_at limit 1 for update of operation skip locked
                """
            )
            row = await cursor.fetchone()
            if row is None:
                return False
            charge = Charge(row["order_id"], row["amount_cents"], row["currency"], row["token"])
            await self._request(connection, row["kind"], charge)
            return True

    async def _request(self, connection: Connection, kind: str, charge: Charge) -> None:
        operate = self.payments.capture if kind == "capture" else self.payments.void
        try:
            operation_id = await operate(charge, f"{charge.order_id}:{kind}")
        except (PaymentUnavailableError, PaymentDeclinedError) as error:
            logger.warning(
                "payment operation failed and will be retried",
                extra={"order_id": charge.order_id, "operation": kind, "reason": str(error)},
            )
            await connection.execute(
                """
                update payment_operations set
                    attempts = attempts + 1,
                    next_attempt_at = now() + least(60, 0.5 * 2 ^ least(attempts, 10)) * interval '1 second'
                where order_id = %s and kind = %s
                """,
                (charge.order_id, kind),
            )
            return
        await connection.execute(
            """
            update payment_operations set attempts = attempts + 1, operation_id = %s, done_at = now()
            where order_id = %s and kind = %s
            """,
            (operation_id, charge.order_id, kind),
        )
        # The token is not needed any more.
        await connection.execute("delete from payment_tokens where order_id = %s", (charge.order_id,))

    async def abandon_stale(self, minutes: float = ABANDONED_AFTER_MINUTES) -> int:
        """Void authorisations whose order was never stored; return how many."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute(
                """
                with stale as (
                    update payments set state = 'abandoned'
                    where state = 'authorising' and created_at < now() - %s * interval '1 minute'
                    returning order_id
                )
                insert into payment_operations (order_id, kind) select order_id, 'void' from stale
                """,
                (minutes,),
            )
            return cursor.rowcount
