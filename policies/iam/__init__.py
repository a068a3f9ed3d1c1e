"""Who may do what: IAM and resource policies, authentication, and secrets kept out of settings."""
