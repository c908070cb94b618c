"""The desk's pages on history: every change of an object and of all that belongs to it, and two moments compared."""
