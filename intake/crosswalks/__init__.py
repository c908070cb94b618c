"""One file for each dataset: which of its columns mean what here. After the codebooks that each file names."""
