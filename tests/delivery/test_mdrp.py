"""Parsing of MDRP instances."""

import pytest

from delivery.mdrp import InstanceError, InstanceOrder, InstanceParameters, parse_instance

DAY = {
    "orders.txt": "order\tx\ty\tplacement_time\trestaurant\tready_time\no1\t10\t20\t7\tr1\t17\no2\t1\t2\t3\tr1\t9\n",
    "couriers.txt": "courier\tx\ty\ton_time\toff_time\nc1\t0\t0\t0\t90\n",
    "restaurants.txt": "restaurant\tx\ty\nr1\t5\t5\n",
    "instance_parameters.txt": (
        "meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\t"
        "maximum click-to-door\tpay per order\tguaranteed pay per hour\n320\t4\t4\t40\t90\t10\t15\n"
    ),
}


def test_orders_are_sorted_by_placement() -> None:
    """The instance also has the parameters of its file."""
    day = parse_instance(DAY)

    assert [
        InstanceOrder("o2", 1.0, 2.0, 3.0, "r1", 9.0),
        InstanceOrder("o1", 10.0, 20.0, 7.0, "r1", 17.0),
    ] == list(day.orders)
    assert InstanceParameters() == day.parameters


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("orders.txt", "\t7\t", "\tsoon\t", "orders.txt line 2: placement_time is 'soon'"),
        ("orders.txt", "r1\t9", "r9\t9", "orders.txt line 3: restaurant r9 is not in"),
        ("orders.txt", "r1\t17", "r1\t6", "orders.txt line 2: ready_time is 6, but it must be"),
        ("orders.txt", "o2", "o1", "orders.txt line 3: order o1 is a duplicate"),
        ("couriers.txt", "\t90", "", "couriers.txt line 2: 4 fields"),
        ("couriers.txt", "off_time", "end", "couriers.txt line 1: column off_time missing"),
        ("restaurants.txt", "\t5\t5", "\tnan\t5", "restaurants.txt line 2: x is nan"),
        ("restaurants.txt", "r1\t5\t5\n", "", "restaurants.txt has no line after its header"),
        ("instance_parameters.txt", "\n320", "\n0", "meters_per_minute must be greater than 0"),
    ],
)
def test_an_error_names_the_line(file: str, old: str, new: str, message: str) -> None:
    """Each error of a file is one message with the file and the line."""
    with pytest.raises(InstanceError) as raised:
        parse_instance({**DAY, file: DAY[file].replace(old, new)})

    assert message in str(raised.value)


def test_an_error_names_the_missing_file() -> None:
    """All files of an instance are required."""
    with pytest.raises(InstanceError, match=r"restaurants\.txt missing"):
        parse_instance({name: text for name, text in DAY.items() if name != "restaurants.txt"})
