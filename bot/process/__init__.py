"""All of it put together as a process, and looked at before the first message."""
