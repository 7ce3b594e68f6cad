"""Pictures of a catalogue: taken in, so that no page ever loads one from elsewhere."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from services.catalogue.fields import Field, Wrong, clean_text, quoted
from services.catalogue.shapes import Parts, Shape
from services.models import Picture

LIMIT_BYTES = 300_000


@dataclass(frozen=True)
class Image:
    """A picture's bytes, told apart by their digest."""

    digest: str
    media_type: str
    content: bytes = b""

    def __eq__(self, other):
        return isinstance(other, Image) and self.digest == other.digest

    def __hash__(self):
        return hash(self.digest)

    def data_uri(self) -> str:
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


class ServicePicture(Parts):
    """The one picture of a service, with what it shows and whom to thank."""

    def __init__(self, shape: Shape):
        super().__init__(Picture, shape)

    def read(self, value):
        return value

    def resolve(self, value, source, keys):
        found = self.shape.read(value, source, keys)
        if "url" in found:
            return found
        keys.pictures_left_out += 1
        return None

    def describe(self, row, keys):
        return next((self.shape.describe(part, keys) for part in row.linked[self.column]), None)

    def build(self, row, value, keys):
        return [self.shape.assign(Picture(service_id=row.pk), value, keys)] if value else []


class PictureBytes(Field):
    """Where a picture is: a file beside the catalogue or a data: URI; one on the web is not fetched."""

    def read(self, value):
        if not isinstance(value, str) or not value:
            raise Wrong(f"{quoted(value)} is no picture; expected a file beside the catalogue or a data: URI")
        return value

    def resolve(self, value, source, keys):
        if value.startswith("data:"):
            return read_image(_decode(value))
        if _is_on_the_web(value):
            return None
        return read_image(_read_file(clean_text(value), keys.folder))

    def describe(self, row, keys):
        return Image(
            row.digest, row.media_type, b"" if "content" in row.get_deferred_fields() else bytes(row.content)
        )

    def assign(self, row, value, keys):
        row.digest, row.media_type, row.content = value.digest, value.media_type, value.content


def _is_on_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError as error:
        raise Wrong(
            f"{quoted(url)} is no picture; expected a file beside the catalogue or a data: URI"
        ) from error


def read_image(content: bytes) -> Image:
    """Raises `Wrong` when the bytes are no picture that a page may show."""
    if len(content) > LIMIT_BYTES:
        raise Wrong(
            f"the picture has {len(content) // 1000} kB; at most {LIMIT_BYTES // 1000} kB are allowed"
        )
    media_type = _media_type(content)
    if not media_type:
        raise Wrong("the file is no picture that can be shown; expected PNG, JPEG or WebP")
    return Image(hashlib.sha256(content).hexdigest(), media_type, content)


def _media_type(content: bytes) -> str:
    """By the first bytes alone: a name or a declared type may say anything."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""


def _decode(uri: str) -> bytes:
    head, comma, body = uri.partition(",")
    try:
        if comma and head.endswith(";base64"):
            return base64.b64decode(unquote(body), validate=True)
    except (binascii.Error, ValueError):
        pass
    raise Wrong(f"{quoted(uri)} cannot be read; expected data:image/png;base64,…")


def _read_file(name: str, folder: Path) -> bytes:
    try:
        path = (folder / name).resolve()
        if Path(name).is_absolute() or not path.is_relative_to(folder.resolve()):
            raise Wrong(
                f"{quoted(name)} lies elsewhere; expected a file in the folder of the catalogue or below it"
            )
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError(name)
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Wrong(
            f"there is no file {quoted(name)} beside the catalogue; expected one, or a data: URI"
        ) from error
