"""The lines of a catalogue file, plain or gzipped, and the JSON in them."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.catalogue.fields import Wrong

#: More than any line needs (a picture takes 400 kB); guards the memory against a file of another kind.
LINE_BYTES = 4_000_000
CHUNK_LINES = 2_000
CHUNK_BYTES = 8_000_000

NumberedLine = tuple[int, bytes]


@contextmanager
def open_lines(path: Path):
    """The chunks of a file, and a function that tells how many of its bytes have been read."""
    with path.open("rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        yield _chunks(gzip.GzipFile(fileobj=file) if is_gzip else file), file.tell


def _chunks(file) -> Iterator[list[NumberedLine]]:
    chunk, size = [], 0
    for number, line in enumerate(iter(lambda: _read_line(file), b""), start=1):
        if line.strip():
            chunk.append((number, line))
            size += len(line)
        if len(chunk) == CHUNK_LINES or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read_line(file) -> bytes:
    """The next line; of one that is too long the beginning, as `parse` tells."""
    line = rest = file.readline(LINE_BYTES)
    while len(rest) == LINE_BYTES and not rest.endswith(b"\n"):
        rest = file.readline(LINE_BYTES)
    return line


def parse(line: bytes) -> dict:
    """The object on a line. Raises `Wrong`."""
    if len(line) == LINE_BYTES:
        raise Wrong(f"the line is longer than {LINE_BYTES // 1_000_000} MB; expected one object a line")
    try:
        value = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Wrong(f"byte {error.start + 1} is not UTF-8; expected a file in UTF-8") from error
    except json.JSONDecodeError as error:
        raise Wrong(
            f"not JSON at character {error.colno} ({error.msg}); expected one object a line"
        ) from error
    except RecursionError as error:
        raise Wrong("objects lie too deep in one another; expected one object a line") from error
    except ValueError as error:
        raise Wrong(f"not JSON ({error}); expected one object a line") from error
    if not isinstance(value, dict):
        raise Wrong("not an object; expected one object in curly brackets a line")
    return value


def _object(pairs) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return found


def _no_number(word):
    raise ValueError(f"{word} is no number")
