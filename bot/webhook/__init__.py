"""HTTP in and out: signatures, AES, size limits, fast XML. No SQL, no words of a capability."""
