"""Outlets before readers: a directory, and for each how it is graded, by whom, and how often its figures stood."""
