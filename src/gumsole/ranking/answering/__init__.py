"""From a question to a ranked list: what is let in, how close it is, where it stands."""
