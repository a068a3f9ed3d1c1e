"""The whole test of one city: its steps, and the clean-up after them."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp

from .alarms import AlarmCheck, cloudwatch
from .api import Api, tls_context
from .errors import SkippedError, SmokeError, StepError
from .options import Options
from .order import OrderSteps
from .place import place_of_test
from .report import Outcome, Report, Result
from .steps import Step, run_steps
from .target import Target
from .tokens import COMMAND_SECONDS, Role, Source

FIRST_SECONDS: Final = 60.0
"""For the first call of each part, which may start functions."""
CALL_SECONDS: Final = 30.0
CLEAN_SECONDS: Final = 30.0


@dataclass
class CityTest:
    """The test of one city."""

    target: Target
    options: Options
    source: Source
    report: Report

    async def run(self) -> None:
        """Run every step; leave nothing open, also after a failure or Ctrl-C."""
        context = tls_context(self.options.ca)
        stopped = threading.Event()
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            api = Api(session, self.target, self.options.certificate_name, context)
            place, seconds = place_of_test(self.options.city_position), self.options.position_seconds
            order = OrderSteps(api, self.source, place, self.options.purchase, seconds)
            async with self._cleaned_up(order, stopped):
                await run_steps(self._steps(order, stopped), self.report, api)

    def _steps(self, order: OrderSteps, stopped: threading.Event) -> Sequence[Step]:
        positions, dispatch = self.options.position_seconds, self.options.dispatch_seconds
        return (
            Step("reach the API", CALL_SECONDS, order.reach),
            Step("read the tokens", len(Role) * COMMAND_SECONDS, order.read_tokens),
            Step("refuse strangers", CALL_SECONDS, order.refuse_strangers),
            Step("clear earlier tests", CALL_SECONDS, order.clear),
            Step("make the test restaurant", CALL_SECONDS, order.make_restaurant),
            Step("begin the courier's shift", CALL_SECONDS, order.begin_shift),
            Step("place an order", CALL_SECONDS, order.place_order),
            Step("open the customer's page", FIRST_SECONDS, order.open_page),
            Step("refuse a used ticket", CALL_SECONDS, order.use_ticket_again),
            Step("restaurant accepts", FIRST_SECONDS, order.accept),
            Step("dispatcher assigns the courier", dispatch, order.wait_for_courier),
            Step("courier moves on the page", CALL_SECONDS + positions, order.move),
            Step("courier picks up", CALL_SECONDS, order.pick_up),
            Step("courier delivers", CALL_SECONDS, order.deliver),
            Step("database and view agree", FIRST_SECONDS, order.compare),
            Step("payment is captured", CALL_SECONDS, order.capture),
            Step("end the courier's shift", CALL_SECONDS, order.end_shift),
            Step(
                "alarm reaches its topic",
                self.options.alarm_seconds + CALL_SECONDS,
                lambda: self._check_alarm(stopped),
                is_independent=True,
            ),
        )

    async def _check_alarm(self, stopped: threading.Event) -> str:
        if self.target.is_local:
            raise SkippedError("a cell on this machine has no alarms")
        if self.options.skip_alarms:
            raise SkippedError("--skip-alarms")
        cell, topic = self.target.cell, self.target.alarm_topic_arn
        if cell is None or topic is None:
            raise StepError("the stack has no outputs dashboard and alarmTopicArn: update it, or pass --skip-alarms")
        check = AlarmCheck(cell, topic, cloudwatch(topic), self.options.alarm_seconds, stopped)
        return await asyncio.to_thread(check.run)

    @asynccontextmanager
    async def _cleaned_up(self, order: OrderSteps, stopped: threading.Event) -> AsyncGenerator[None]:
        """Close the page, the order and the shift at the end of the block, however it ends."""
        try:
            yield
        finally:
            stopped.set()
            if order.page is not None:
                await order.page.close()
            if not self.options.keep:
                await self._clean(order)

    async def _clean(self, order: OrderSteps) -> None:
        if order.order_id is None and not order.is_on_shift:
            return
        try:
            async with asyncio.timeout(CLEAN_SECONDS):
                closed = await order.close_order()
                ended = order.is_on_shift
                if ended:
                    await order.end_shift()
        except (StepError, SmokeError, TimeoutError, aiohttp.ClientError) as problem:
            detail = f"{str(problem) or 'no answer'}; the order expires and the shift ends by themselves"
            self.report.add(Result("clean up", Outcome.FAILED, 0.0, detail))
            return
        if closed or ended:
            done = " and ".join(text for text, is_done in (("order closed", closed), ("shift ended", ended)) if is_done)
            self.report.add(Result("clean up", Outcome.OK, 0.0, done))
