"""What an operator sees of a process: its log lines, and how far long work has come."""
