"""Benches: what the assistant costs beside a handler that does nothing but the envelope."""
