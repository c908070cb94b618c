"""Measurements: what the read side answers and how fast, beside its peers. Never part of the product or of its tests."""
