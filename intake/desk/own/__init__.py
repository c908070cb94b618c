"""The desk's pages on people's own tables: a person says what each column means, and sees what comes of it."""
