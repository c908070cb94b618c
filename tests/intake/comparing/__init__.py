"""Tests of datasets beside each other."""
