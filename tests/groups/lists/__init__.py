"""Lists of actors that others publish."""
