"""Storage: the writer, transactions, named queries, migrations."""
