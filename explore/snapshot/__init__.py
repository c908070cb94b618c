"""Snapshots: what readers may see, as columns in immutable folders that every web worker maps into memory."""
