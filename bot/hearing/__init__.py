"""What a sentence asks for, learnt from labelled sentences: its pieces, their weights, how sure it is."""
