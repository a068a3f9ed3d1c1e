"""Settings with and without secrets, for the rules about variables of functions and containers."""

_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"

NAMED_SECRETS = (
    *("B2_APPLICATION_KEY", "PGPASSWORD", "DB_PASS", "DBPASS", "clientSecret", "dbPassword", "DBPassword", "apiKey"),
    *(
        "API_KEY",
        "APIKEY",
        "x-api-key",
        "OAuthToken",
        "AUTHTOKEN",
        "ACCESS_TOKEN",
        "AWS_SECRET_ACCESS_KEY",
        "MYSQL_PWD",
    ),
    *(
        "SECRET_KEY_BASE",
        "APP_KEY",
        "ENCRYPTION_KEY",
        "SIGNING_KEY",
        "privateKey",
        "ssh_key",
        "LICENSE_KEY",
        "JWT_SECRET",
    ),
    *("API_KEY_2", "PASSWORD_PROD", "SECRET_VALUE", "adminPasswd", "CREDENTIALS", "SMTP_CREDS", "KEY_PASSPHRASE"),
    *("REDISCLI_AUTH", "BASIC_AUTH", "SLACK_WEBHOOK_KEY", "STORAGE_ACCOUNT_KEY"),
)
"""Names of secrets, in snake, camel and joined case."""

KNOWN_SECRETS = (
    "AKIAIOSFODNN7EXAMPLE",
    "postgres://me:word@host/orders",
    "redis://:word@host:6379",
    "amqps://me:word@host",
    "Server=db;User Id=me;Password=word;",
    "host=db user=me password=word",
    "Bearer abcdefghijkl",
    "sk_" + "live_" + "a" * 24,
    "github_pat_" + "a" * 40,
    "glpat-" + "a" * 20,
    "xoxb-" + "1" * 24,
    "SG." + "a" * 22 + "." + "b" * 43,
    "AIza" + "a" * 35,
    "npm_" + "a" * 36,
    "pul-" + "0" * 40,
    "-----BEGIN OPENSSH PRIVATE KEY-----",
)
"""Values that are secrets under any name."""

HARMLESS = (
    ("DB_PASS", _SECRET),
    ("API_KEY", "arn:aws:ssm:eu-west-1:123456789012:parameter/orders/key"),
    ("ENCRYPTION_KEY", "arn:aws:kms:eu-west-1:123456789012:key/1"),
    ("ENCRYPTION_KEY", "alias/orders"),
    ("DB_PASSWORD", "/lisbon/orders/db-password"),
    ("DB_PASSWORD", "/db-password"),
    ("DB_PASSWORD", "{{resolve:secretsmanager:orders}}"),
    ("DB_PASSWORD", "${DB_PASSWORD}"),
    ("DB_PASSWORD", ""),
    ("REQUIRE_PASSWORD", "true"),
    ("PWD", "/var/task"),
    ("DATABASE_SECRET_ARN", _SECRET),
    ("DATABASE_SECRET_NAME", "orders"),
    ("PASSWORD_MIN_LENGTH", "12"),
    ("TOKEN_ISSUER", "https://id.example.com"),
    ("MAX_TOKENS", "100"),
    ("NEXT_TOKEN", "page"),
    ("PARTITION_KEY", "order_id"),
    ("PUBLIC_KEY", "x"),
    ("SORT_KEY", "at"),
    ("ROUTE_COMPASS", "north"),
    ("CACHE_BYPASS", "paths"),
    ("ACCESS_KEY_ID_PARAMETER", "x"),
    ("STORE", "postgres://host/orders"),
    ("STORE", "postgres://me:${PASSWORD}@host/orders"),
    ("KAFKA", "b-1.example.com:9098,b-2.example.com:9098"),
    ("IMAGE", "https://example.com/a:b@c"),
)
"""Names and values that are no secret."""
