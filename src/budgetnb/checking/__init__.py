"""Rules met with figures: findings, problems, reviews."""
