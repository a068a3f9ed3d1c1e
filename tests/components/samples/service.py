"""Arguments of `Service`."""

from hypothesis import strategies as st

from components import DeploymentStrategy, PredictiveScaling, Service
from tests.components.samples import Sample

KEY = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001"
IMAGE = f"registry.example/services@sha256:{'a' * 64}"

HTTP = {
    "vpc_id": "vpc-0a",
    "listener_arn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/lisbon-internal/0a/0b",
    "path_patterns": ["/*"],
    "priority": 100,
    "health_path": "/healthz",
}

BEHIND = {"http": HTTP, "port": 8080}
SHIFTED = {"strategy": DeploymentStrategy.CANARY, "test": {"priority": 50}, "alarm_names": ["lisbon-health"]}
LAG = {
    "stream": "lisbon-stream",
    "group": "orders",
    "topics": ["order-events", "courier-events"],
    "partitions": 6,
    "records_per_task": 500,
}
TLS = {
    "authority_arn": "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/0a",
    "role_arn": "arn:aws:iam::123456789012:role/connect",
    "key_arn": KEY,
}
EVENING = {"days": ["FRI", "SAT"], "hour": 18, "minute": 50, "min_tasks": 3}
SCHEDULE = {"schedule": [EVENING], "schedule_time_zone": "Europe/Lisbon"}

SAMPLE = Sample(
    kind=Service,
    good={
        "service": "orders",
        "image": IMAGE,
        "command": ["serve"],
        "log_key_arn": KEY,
        "cluster_arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/lisbon-services",
        "cluster_name": "lisbon-services",
        "subnet_ids": ["subnet-0a", "subnet-0b"],
        "security_group_id": "sg-0a",
        "min_tasks": 2,
        "max_tasks": 4,
    },
    others=[
        BEHIND,
        {"max_tasks": 2, "wait_for_steady_state": False},
        {"spot_percent": 60, "on_demand_tasks": 3},
        BEHIND | {"deployment": SHIFTED, "requests_per_minute": 600, "http": HTTP | {"metrics_name": "app/x/1"}},
        BEHIND | {"deployment": {"strategy": "linear", "test": {"priority": 50, "header": "x-next", "value": "yes"}}},
        BEHIND | {"deployment": {"strategy": "blue-green", "test": {"priority": 50}, "bake_minutes": 0}},
        {"lag": LAG, "predictive": PredictiveScaling.FORECAST_AND_SCALE, "cpu_percent": 60.0},
        SCHEDULE,
        {"connect": {"namespace": "lisbon", "dns_name": "orders", "tls": TLS}, "port": 8080},
        {"connect": {"namespace": "lisbon", "access_logs": False}, "stop_timeout_seconds": 90},
    ],
    bad=[
        ({"min_tasks": 1}, "min_tasks is 1, but it must be between 2 and 5000, so that one task may be lost"),
        ({"max_tasks": 1}, "max_tasks is 1, but it must be between 2 and 5000, no fewer than min_tasks"),
        ({"http": HTTP}, "a service behind the load balancer listens on a port"),
        ({"http": {}, "port": 8080}, "http.health_path is None, but it is required"),
        ({"http": HTTP | {"priority": 0}, "port": 8080}, "http.priority is 0"),
        ({"http": HTTP | {"path_patterns": []}, "port": 8080}, "http.path_patterns is []"),
        ({"http": HTTP | {"health_path": "healthz"}, "port": 8080}, "it must be a path that begins with /"),
        ({"deployment_minutes": 4}, "deployment_minutes is 4, but it must be between 5 and 180"),
        ({"wait_for_steady_state": "no"}, "wait_for_steady_state is 'no', but it must be true or false"),
        ({"cpu": 300}, "cpu is 300, but Fargate has 256, 512"),
        ({"spot_percent": 100}, "spot_percent is 100, but it must be between 0 and 99"),
        ({"on_demand_tasks": 2}, "on_demand_tasks is 2, but all tasks are on demand unless spot_percent"),
        ({"stop_timeout_seconds": 121}, "stop_timeout_seconds is 121, but it must be between 2 and 120"),
        ({"port_name": "http"}, "port_name is 'http', but the task listens on no port"),
        (
            BEHIND | {"http": HTTP | {"deregistration_seconds": 30}},
            "http.deregistration_seconds is 30, but it must be between 0 and 29, less than the 30 seconds",
        ),
        (
            {"deployment": {"strategy": "canary"}},
            "http is None, but the strategy canary shifts the requests of a load balancer",
        ),
        (
            BEHIND | {"deployment": {"strategy": "canary"}},
            "deployment.test is None, but the strategy canary needs a rule for the second target group",
        ),
        (
            BEHIND | {"deployment": {"strategy": "green"}},
            "deployment.strategy is 'green', but it must be one of rolling, blue-green, linear, canary",
        ),
        (
            {"deployment": {"bake_minutes": 5}},
            "deployment.bake_minutes is 5, but a rolling deployment has no bake time",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"step_percent": 10.0}},
            "deployment.step_percent is 10, but only the strategy linear has it",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"canary_percent": 0.05}},
            "deployment.canary_percent is 0.05, but it must be between 0.1 and 100",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"canary_percent": 2.55}},
            "deployment.canary_percent is 2.55, but it must be in steps of 0.1",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"canary_minutes": 1441}},
            "deployment.canary_minutes is 1441, but it must be between 0 and 1440",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"canary_minutes": 170}},
            "deployment is 'canary', but its pauses take 180 minutes",
        ),
        (
            BEHIND | {"deployment": SHIFTED, "deployment_minutes": 20},
            "deployment_minutes is 20, but it must be between 25 and 180, because the strategy takes 20 minutes",
        ),
        (
            BEHIND | {"deployment": SHIFTED | {"alarm_names": []}},
            "deployment.alarm_names is [], but it must have at least 1 items",
        ),
        (
            BEHIND | {"deployment": {"test": {"priority": 100}}},
            "deployment.test.priority is 100, but it must be less than http.priority",
        ),
        ({"deployment": {"test": {"priority": 1}}}, "only a service behind the load balancer has test requests"),
        (
            BEHIND | {"deployment": {"test": {"priority": 1, "header": "Host"}}},
            "deployment.test.header is 'Host', but it must be the name of an HTTP header other than host",
        ),
        (
            BEHIND | {"deployment": {"test": {"priority": 1, "value": "*"}}},
            "deployment.test.value is '*', but it must be 1 to 128 characters",
        ),
        (
            BEHIND | {"http": HTTP | {"path_patterns": list("/abcd")}, "deployment": {"test": {"priority": 1}}},
            "with test requests it must have at most 4 items",
        ),
        ({"max_tasks": 2, "lag": LAG}, "but the service does not scale: max_tasks equals min_tasks"),
        ({"lag": LAG, "max_tasks": 7}, "max_tasks is 7, but more than the 6 partitions (lag.partitions)"),
        ({"lag": LAG | {"topics": []}}, "lag.topics is [], but it must have 1 to 8 items"),
        ({"cpu_percent": 95.0}, "cpu_percent is 95, but it must be between 10 and 90"),
        ({"requests_per_minute": 600}, "http is None, but requests_per_minute counts the requests"),
        (BEHIND | {"requests_per_minute": 600}, "http.metrics_name is None, but requests_per_minute needs"),
        ({"schedule": [EVENING]}, "schedule_time_zone is None, but the hours of schedule need their time zone"),
        ({"schedule_time_zone": "Europe/Lisbon"}, "schedule_time_zone is 'Europe/Lisbon', but there is no schedule"),
        (SCHEDULE | {"schedule_time_zone": "Lisbon"}, "it must be a time zone of the IANA database"),
        (SCHEDULE | {"schedule": [EVENING | {"min_tasks": 5}]}, "schedule[0].min_tasks is 5, but it must be between 2"),
        (SCHEDULE | {"schedule": [EVENING | {"days": ["Fri"]}]}, "schedule[0].days[0] is 'Fri'"),
        (SCHEDULE | {"schedule": [EVENING, EVENING]}, "schedule is 'FRI 18:50', but only one change may be at a time"),
        ({"connect": {"namespace": "lisbon", "tls": TLS}}, "no other service calls this one unless dns_name is set"),
        ({"connect": {"namespace": "lisbon", "dns_name": "orders"}}, "through Service Connect listens on a port"),
        (
            {"connect": {"namespace": "lisbon", "dns_name": "Orders"}, "port": 8080},
            "connect.dns_name is 'Orders', but it must be lower case letters",
        ),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "service": st.from_regex(r"[a-z][a-z0-9-]{0,40}[a-z]", fullmatch=True),
            "min_tasks": st.integers(2, 4),
            "max_tasks": st.integers(4, 5000),
            "cpu": st.sampled_from([512, 1024, 2048]),
            "spot_percent": st.integers(0, 99),
            "cpu_percent": st.floats(10, 90),
            "environment": st.just({"TOPIC": "order-events"}),
        },
    ),
)
