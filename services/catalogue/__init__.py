"""The catalogue format: a whole directory in one file of JSON Lines, read and written.

`records` says what each type of line holds, `load` reads a file, `dump` writes one. What a dump
writes of a row is also what a load compares a line with, so a line that changes nothing is left
alone, and dump, load and dump again give the same bytes.
"""
