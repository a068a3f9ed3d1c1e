"""IAM: policies of principals and resources, authentication, and secrets in plain settings."""
