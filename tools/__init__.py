"""What prepares and checks a checkout; no part of the site imports it."""
