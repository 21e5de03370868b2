"""The assistant as a process."""
