"""The file of expected orders: read with clear errors, and made from the result of the query over the lake."""

import io
import json
import sys

import pytest

from components.plan import demand
from components.plan.demand import Demand, from_query_result, parse, to_json

ZONE = "Europe/Madrid"
WEEK = [float(hour) for hour in range(168)]
FILE = {"time_zone": ZONE, "orders_per_hour": WEEK}
HEAD = '"weekday","hour","orders"\n'


def test_a_file_is_read_as_it_was_written() -> None:
    """Two decimals are kept."""
    assert parse(json.dumps(FILE)) == Demand(ZONE, tuple(WEEK))
    assert parse(to_json(Demand(ZONE, (1.234, *WEEK[1:])))) == Demand(ZONE, (1.23, *WEEK[1:]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "it is not JSON: Expecting property name enclosed in double quotes in line 1"),
        ("[]", "it must be an object with time_zone and orders_per_hour"),
        (json.dumps(FILE | {"zone": ZONE}), "zone is no key of it"),
        (json.dumps(FILE | {"time_zone": "Madrid"}), "time_zone 'Madrid' is not in the IANA database"),
        (json.dumps({"orders_per_hour": WEEK}), "time_zone '' is not in the IANA database"),
        (json.dumps(FILE | {"orders_per_hour": 7}), "orders_per_hour must be a list of 168 numbers"),
        (json.dumps(FILE | {"orders_per_hour": WEEK[:-1]}), "and not 167"),
        (json.dumps(FILE | {"orders_per_hour": ["1", *WEEK[1:]]}), r"orders_per_hour\[0\] must be a number, not '1'"),
        (json.dumps(FILE | {"orders_per_hour": [True, *WEEK[1:]]}), r"orders_per_hour\[0\] must be a number, not True"),
        (json.dumps(FILE | {"orders_per_hour": [float("nan"), *WEEK[1:]]}), "MON 0:00 must be 0 or more, not nan"),
        (json.dumps(FILE | {"orders_per_hour": [-1, *WEEK[1:]]}), "the orders of MON 0:00 must be 0 or more, not -1"),
    ],
)
def test_a_wrong_file_is_refused(text: str, message: str) -> None:
    """The error says what is wrong and where."""
    with pytest.raises(ValueError, match=message):
        parse(text)


def test_a_query_result_becomes_a_demand() -> None:
    """Athena quotes every value; an hour without orders has no line."""
    found = from_query_result(HEAD + '"1","0","12.5"\n"7","23","3"\n', ZONE)
    assert (found.orders_per_hour[0], found.orders_per_hour[167]) == (12.5, 3.0)
    assert (len(found.orders_per_hour), sum(found.orders_per_hour)) == (168, 15.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the first line must name the columns weekday, hour, orders; weekday is missing"),
        ("weekday,hour\n", "orders is missing"),
        (HEAD, "it has no lines: the query found no orders"),
        (HEAD + "0,0,1\n", "line 2: weekday must be 1 to 7, not '0'"),
        (HEAD + "1,24,1\n", "line 2: hour must be 0 to 23, not '24'"),
        (HEAD + "1,1,\n", "line 2: orders must be a number, not ''"),
        (HEAD + "1,1\n", "line 2: orders must be a number, not None"),
        (HEAD + "1,1,2\n1,1,3\n", "line 3: MON 1:00 has a line already"),
        (HEAD + "1,1,-2\n", "the orders of MON 1:00 must be 0 or more, not -2"),
    ],
)
def test_a_wrong_result_is_refused(text: str, message: str) -> None:
    """The error names the line."""
    with pytest.raises(ValueError, match=message):
        from_query_result(text, ZONE)


RUNS = [
    ([ZONE], HEAD + "1,0,5\n", (0, "")),
    ([], "", (2, "use: python -m components.plan.demand <time zone> < result.csv > demand.json\n")),
    ([ZONE], HEAD, (1, "no forecast could be made from the result: it has no lines: the query found no orders\n")),
]


@pytest.mark.parametrize(("arguments", "text", "expected"), RUNS)
def test_the_command_writes_the_file(
    arguments: list[str], text: str, expected: tuple[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Or one line that says why it cannot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["demand", *arguments])
        patch.setattr(sys, "stdin", io.StringIO(text))
        code = demand.main()
    out, err = capsys.readouterr()
    assert (code, err) == expected
    assert (parse(out).orders_per_hour[0] == 5.0) if code == 0 else out == ""
