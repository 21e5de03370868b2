"""Tables in files: xlsx and csv as people send them, to rows and back."""
