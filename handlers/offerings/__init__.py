"""The engine for everything that has places: published, taken, waited for, changed, called off."""
