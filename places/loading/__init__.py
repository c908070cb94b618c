"""Fills the gazetteer: countries and provinces, settlements, GeoNames dumps and boundary files that a user brings."""
