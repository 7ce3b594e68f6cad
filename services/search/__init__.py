"""Finding services: what the index holds, what a reader asked for, what it gives, how many there are."""
