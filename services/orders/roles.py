"""The roles of the principals that call the service."""

from enum import StrEnum


class Role(StrEnum):
    """The role of a principal."""

    CUSTOMER = "customer"
    RESTAURANT = "restaurant"
    COURIER = "courier"
    OPERATOR = "operator"
