"""Measurements of the read side beside its peers; never part of the product or of its tests."""
