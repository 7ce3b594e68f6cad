"""The places of Finland: reading their files, and the outlines that maps are drawn from."""
