"""What Amazon ECS, Elastic Load Balancing and Application Auto Scaling accept."""

import re
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

MAX_SPOT_PERCENT: Final = 99
"""A capacity provider with weight 0 gets no tasks (Amazon ECS API, CapacityProviderStrategyItem), so `FARGATE`, which
has the base, keeps a weight."""

MAX_BAKE_MINUTES: Final = 1440
"""Minutes of every pause of a deployment (Amazon ECS API, LinearConfiguration and CanaryConfiguration; for the last one
`internal/service/ecs/service.go` of hashicorp/terraform-provider-aws)."""

MIN_STEP_PERCENT: Final = 3.0
MIN_CANARY_PERCENT: Final = 0.1
PERCENT_STEP: Final = 0.1
"""Shares of requests, in tenths (Amazon ECS API, LinearConfiguration and CanaryConfiguration)."""

HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}")
MAX_HEADER_VALUE: Final = 128
"""Header of a rule's condition (Elastic Load Balancing API, HttpHeaderConditionConfig). `*` and `?` in a value are
wildcards, so that a value has none."""

MAX_LAG_TOPICS: Final = 8
"""One metric each, in a policy with at most ten metrics and expressions (Application Auto Scaling user guide, "Create a
target tracking scaling policy using metric math"); the number of tasks and the result are the other two."""

MAX_SCHEDULED_ACTIONS: Final = 200
"""Of one scalable target (Application Auto Scaling user guide, "Quotas for Application Auto Scaling")."""

DAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
"""Days of the week in a cron expression (Application Auto Scaling user guide, "Schedule recurring scaling actions")."""

DNS_NAME = re.compile(r"[a-z0-9_.][a-z0-9_.-]{0,126}")
"""Name of a client alias (Amazon ECS API, ServiceConnectClientAlias)."""
