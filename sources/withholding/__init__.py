"""Names of private persons that no text may hold: how they are found, without the list being readable."""
