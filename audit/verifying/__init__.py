"""Looks through all history for what did not come about by the program; writes nothing."""
