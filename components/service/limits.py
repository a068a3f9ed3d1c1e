"""What Amazon ECS and Elastic Load Balancing accept."""

from typing import Final

MAX_TASKS: Final = 5000
"""Tasks of one service (Amazon ECS developer guide, "Amazon ECS service quotas")."""

MIN_DEPLOYMENT_MINUTES: Final = 5
MAX_DEPLOYMENT_MINUTES: Final = 180
"""Bounds of our own. The circuit breaker needs three failed tasks, and AWS stops a deployment by alarms or by hand
only (Amazon ECS developer guide, "How the Amazon ECS deployment circuit breaker detects failures")."""

MAX_PRIORITY: Final = 50_000
"""Priority of a listener's rule (Elastic Load Balancing API, CreateRule)."""

MAX_PATTERNS: Final = 5
"""Condition values of one rule (Elastic Load Balancing, "Quotas for your Application Load Balancers")."""
