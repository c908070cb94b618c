"""Two datasets beside each other: what each covers, which events both tell of, and where their deaths differ."""
