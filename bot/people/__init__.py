"""Organisations, members, contacts and consent."""
