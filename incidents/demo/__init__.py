"""The demonstration: the founding article's facts, kept in fixtures/demo/, entered and published as records."""
