"""Words as people write them: forms, sounds, dialect, names."""
