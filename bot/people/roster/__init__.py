"""Organisations and roster by file: read, planned, shown, applied in slices, undone."""
