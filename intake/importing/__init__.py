"""A file becomes reports: chunk by chunk, each whole or not at all, so that an import can be broken off and go on."""
