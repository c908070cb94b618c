"""The desk's pages on groups: entering, correcting, reviewing and merging what is said about them."""
