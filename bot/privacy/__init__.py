"""What is kept how long, and how all about one person is erased."""
