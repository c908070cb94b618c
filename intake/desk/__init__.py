"""The desk's pages on datasets: files are brought, looked at, taken in, put before a reviewer and undone."""
