"""A server that is killed in the middle of saving loses no text that it has acknowledged."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.workgroups.memo_rows import make_world
from workgroups.memo.saving import fingerprint, values_of
from workgroups.models import AgendaItem, Draft

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32
SERVER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from lape.wsgi import application
import waitress
waitress.serve(application, host="127.0.0.1", port=int(sys.argv[2]), threads=4, _quiet=True)
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def server():
    """A process of its own on the test's database: the process and its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, connection.settings_dict["NAME"], str(port)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "lape.settings"},
        stdout=subprocess.DEVNULL,
    )
    for _second in range(120):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.5)
    yield process, port
    process.kill()
    process.wait()


class Writer(threading.Thread):
    """Saves one item, and drafts of another, again and again; remembers what was acknowledged."""

    def __init__(self, port, path, session, item, other):
        super().__init__()
        self.port, self.path, self.item, self.other = port, path, item, other
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.saved, self.drafted = [], []

    def post(self, path, fields):
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", path, body, headers)
        return line.getresponse().status

    def run(self):
        values, version = values_of(self.item), self.item.version
        try:
            for number in range(10_000):
                new = values | {"public_text": f"Teksti {number}"}
                fields = new | {"version": version, "base": fingerprint(values)}
                fields.pop("is_without_discussion")
                if (
                    self.post(self.path, {f"i{self.item.pk}-{name}": value for name, value in fields.items()})
                    == 302
                ):
                    self.saved.append(number)
                    values, version = new, version + 1
                draft = {"item": self.other.pk, f"i{self.other.pk}-public_text": f"Luonnos {number}"}
                if self.post(f"{self.path}luonnos/", draft) == 200:
                    self.drafted.append(number)
        except (OSError, HTTPException):
            pass  # the server is gone


def test_a_killed_server_loses_no_acknowledged_text(server):
    process, port = server
    world = make_world()
    other = AgendaItem.objects.get(title="Sisäinen")
    client = Client()
    client.force_login(world.users["taker"])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    path = f"{world.meeting.get_absolute_url()}muistio/"
    writer = Writer(port, path, session, world.item, other)

    writer.start()
    for _tenth in range(600):
        if len(writer.drafted) >= 5 or not writer.is_alive():
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    writer.join(30)

    assert len(writer.saved) >= 5
    text = AgendaItem.objects.get(pk=world.item.pk).public_text
    assert int(text.removeprefix("Teksti ")) in (writer.saved[-1], writer.saved[-1] + 1)
    draft = Draft.objects.get(item=other).fields["public_text"]
    assert int(draft.removeprefix("Luonnos ")) in (writer.drafted[-1], writer.drafted[-1] + 1)
