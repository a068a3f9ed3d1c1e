"""A preview held against the packs: findings as a table, as SARIF and as JUnit."""
