"""Files as numbered lines of named cells, read as a stream: a file of a million rows takes no more memory than one."""
