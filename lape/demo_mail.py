"""The demo's mail: kept as files, and printed, so that a code for signing in is at hand."""

import sys

from django.core.mail.backends.filebased import EmailBackend as FileBackend


class EmailBackend(FileBackend):
    def write_message(self, message):
        super().write_message(message)
        text = "\n".join(["", f"To {', '.join(message.to)}: {message.subject}", message.body, ""])
        sys.stdout.write(text.replace("\n", "\n  ") + "\n")
        sys.stdout.flush()
