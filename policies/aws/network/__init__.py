"""What the rules know about VPC networks: security groups, and which resources the internet reaches."""
