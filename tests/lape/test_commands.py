"""What the person at the keyboard reads when a command cannot go on: one sentence."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

from lape import demo, server, static_files
from lape import settings as settings_module
from lape.management.commands.demo import Command

PROJECT_DIR = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "LOCAL": "0",
    "SECRET_KEY": "k" * 60 + "0123456789",
    "DATABASE_URL": "postgres://user:password@127.0.0.1:1/none",
    "ALLOWED_HOSTS": "tuki.example.org",
}


def run_manage(*words, **environment):
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=PROJECT_DIR,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "sqlite:///file"}, "DATABASE_URL must name a PostgreSQL server"),
        ({"PORT": "kahdeksan"}, "PORT must be a whole number"),
    ],
)
def test_a_wrong_environment_stops_the_start_with_one_sentence(changed, sentence):
    answer = run_manage("migrate", **{**PRODUCTION, **changed})

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith(sentence) and answer.stderr.count("\n") == 1


def test_a_database_that_is_away_is_told_in_one_sentence():
    answer = run_manage("migrate", **PRODUCTION)

    assert answer.returncode == 1
    assert answer.stderr.startswith("The database failed:") and answer.stderr.count("\n") == 1


def test_a_busy_port_is_told_in_one_sentence_before_any_work():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        answer = run_manage("demo", PORT=str(port))

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert (
        answer.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be used")
        and answer.stderr.count("\n") == 1
    )


def test_the_demo_keeps_out_of_production():
    answer = run_manage("demo", **PRODUCTION)

    assert answer.returncode == 1
    assert "LOCAL=1" in answer.stderr and answer.stderr.count("\n") == 1


def test_production_settings_pass_the_deployment_checks():
    answer = run_manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert answer.returncode == 0, answer.stderr


def test_production_has_https_headers_and_cookies():
    code = """
import django; django.setup()
from django.test import Client
print(dict(Client().get("/healthz", secure=True, HTTP_HOST="tuki.example.org").headers))
print(Client().get("/", HTTP_HOST="tuki.example.org").headers["Location"])
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
print([settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.CSRF_COOKIE_HTTPONLY])
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT_DIR,
        env={"DJANGO_SETTINGS_MODULE": "lape.settings", "PYTEST_VERSION": "plain static files", **PRODUCTION},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "'Strict-Transport-Security': 'max-age=63072000; includeSubDomains'" in answer.stdout, (
        answer.stderr
    )
    assert "https://tuki.example.org/" in answer.stdout
    assert "__Host-sessionid __Host-csrftoken\n[True, True, True]" in answer.stdout


def test_two_demos_at_once_make_everything_one_after_the_other(tmp_path, monkeypatch, settings):
    settings.VAR_DIR, settings.LOCAL = tmp_path, True
    made = []

    def step(command):
        made.append(command)
        time.sleep(0.05)

    for name in ("start_database", "migrate", "load", "load_workgroups", "make_logins"):
        monkeypatch.setattr(Command, name, step)
    monkeypatch.setattr(Command, "introduce", lambda command: None)
    monkeypatch.setattr(static_files, "collect_if_changed", lambda: None)
    monkeypatch.setattr(server, "reserve", lambda host, port: None)
    monkeypatch.setattr(server, "serve", lambda listener, **options: None)
    outputs = [StringIO(), StringIO()]
    threads = [threading.Thread(target=Command(stdout=output).handle) for output in outputs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [command is made[0] for command in made] == [True] * 5 + [False] * 5
    assert sum("Waiting for another demo" in output.getvalue() for output in outputs) == 1


def test_two_first_starts_at_once_share_one_secret_key(tmp_path, monkeypatch):
    monkeypatch.setattr(settings_module, "VAR_DIR", tmp_path)
    (tmp_path / "secret-key").touch(0o600)  # as an interrupted start, or one that goes on, leaves it

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: settings_module.local_secret_key(), range(8)))

    assert len(keys) == 1 and len(keys.pop()) >= 60
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demo_password_is_kept_and_changes_only_when_given(tmp_path):
    path = tmp_path / "demo-password"
    made, is_new = demo.password("", path)

    assert is_new and len(made) >= 8
    assert path.stat().st_mode & 0o777 == 0o600
    assert demo.password("", path) == (made, False)
    assert demo.password("annettu-salasana", path) == ("annettu-salasana", True)
    assert demo.password("", path) == ("annettu-salasana", False)


# -- before anything is installed


@pytest.fixture
def bare_project(tmp_path):
    (tmp_path / "lape").mkdir()
    shutil.copy(PROJECT_DIR / "lape" / "prepare.py", tmp_path / "lape")
    return tmp_path


def run_prepare(project, start="", **environment):
    code = f"import runpy, sys; sys.argv = ['prepare.py', 'local']; {start}\n"
    return subprocess.run(
        [sys.executable, "-c", f"{code}runpy.run_path('lape/prepare.py', run_name='__main__')"],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_a_missing_venv_module_is_told_in_one_sentence(bare_project):
    (bare_project / "ensurepip.py").write_text("raise ImportError")

    answer = run_prepare(bare_project, PYTHONPATH=str(bare_project))

    assert answer.returncode == 1
    assert answer.stderr == (
        "Python's venv module is missing: install it (on Debian: apt install python3-venv).\n"
    )


def test_an_old_python_is_told_in_one_sentence(bare_project):
    answer = run_prepare(bare_project, "sys.version_info = (3, 9, 2)")

    assert answer.returncode == 1
    assert answer.stderr == "Python 3.11 or newer is needed, and this is 3.9: set PYTHON.\n"


def test_a_project_that_cannot_be_written_is_told_in_one_sentence(bare_project):
    (bare_project / "var").write_text("in the way")

    answer = run_prepare(bare_project)

    assert answer.returncode == 1
    assert answer.stderr == f"The folder {bare_project} cannot be written: File exists.\n"


def test_a_second_preparation_does_nothing(bare_project):
    (bare_project / "requirements").mkdir()
    (bare_project / "requirements" / "local.txt").write_text("# nothing is needed\n")
    (bare_project / "requirements" / "dev.txt").write_text("# nothing more\n")
    first = run_prepare(bare_project)
    second = run_prepare(bare_project)

    assert (first.returncode, first.stdout.count("\n"), first.stderr) == (0, 2, "")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert "LOCAL=1" in (bare_project / ".env").read_text()
