"""A server's own dictionary of names: nicknames and ship names, and who is whom."""
