"""What the rules know about IAM: policy documents, permissions, privilege escalation."""
