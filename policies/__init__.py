"""What is allowed: policy packs for Pulumi stacks on AWS, one rule a module."""
