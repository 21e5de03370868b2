"""What an operator asks of the account and of the database, from the command line."""
