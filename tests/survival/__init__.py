"""What the assistant must survive: kills, rushes, hostile pushes, prying logs."""
