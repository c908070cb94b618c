"""Lists of actors that others publish: read from files, compared with the groups, decided row by row at the desk."""
