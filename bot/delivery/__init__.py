"""What the account says unasked: the outbox, its doors and what became of each row."""
