"""What Amazon ECS and Elastic Load Balancing accept."""

from typing import Final

MAX_TASKS: Final = 5000
"""Tasks of one service (Amazon ECS developer guide, "Amazon ECS service quotas")."""

MAX_PRIORITY: Final = 50_000
"""Priority of a listener's rule (Elastic Load Balancing API, CreateRule)."""

MAX_PATTERNS: Final = 5
"""Condition values of one rule (Elastic Load Balancing, "Quotas for your Application Load Balancers")."""
