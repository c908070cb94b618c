"""The way in for whole datasets: a file is read by a declared crosswalk, and nothing of it is guessed silently."""
