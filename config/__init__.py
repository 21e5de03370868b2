"""Settings, menu and rules as data."""
