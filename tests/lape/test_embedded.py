"""The embedded server, each time in a small project of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

LAPE = Path(__file__).resolve().parents[2] / "lape"
PROGRAM = """
import json, sys
from lape import embedded
embedded.hold()
place = embedded.place()
paths = {"root": str(place.root), "socket": str(place.socket_dir), "data": str(place.data)}
print(json.dumps(paths), flush=True)
for line in sys.stdin:
    with embedded._connect(place) as connection:
        found = connection.execute(line)
        print(json.dumps(found.fetchall() if found.description else []), flush=True)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL under another account")


class Command:
    """A process that uses the database of a project until it ends."""

    def __init__(self, project: Path, **options):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=project,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **options,
        )
        self.place = json.loads(self.process.stdout.readline())

    def ask(self, sql: str):
        self.process.stdin.write(f"{sql}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=20) == 0

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def made_once():
    """A project whose cluster is made; copying it is quicker than making one for each test."""
    folder = make_project()
    Command(folder).end()
    yield folder
    clean_up(folder)


@pytest.fixture
def project(made_once):
    folder = make_project()
    subprocess.run(["cp", "-a", made_once / "var", folder], check=True)
    yield folder
    clean_up(folder)


@pytest.fixture
def new_project():
    folder = make_project()
    yield folder
    clean_up(folder)


def make_project(inside: Path | None = None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="embedded-", dir=inside))
    folder.chmod(0o755)
    (folder / "lape").mkdir()
    for name in ["__init__.py", "errors.py", "embedded.py", "embedded_place.py", "embedded_supervisor.py"]:
        shutil.copy(LAPE / name, folder / "lape" / name)
    return folder


def clean_up(folder: Path):
    code = "from lape import embedded as e; p = e.place(); print(p.root); print(p.socket_dir)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    wait_until(lambda: not processes(folder))
    for path in [*answer.stdout.split(), folder]:
        shutil.rmtree(path, ignore_errors=True)


def processes(folder: Path, name: str = "") -> list[int]:
    """Numbers of the running servers and supervisors of this project, wherever its data lie."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if folder.name in words and ("postgres" in words or "supervisor" in words) and name in words:
            found.append(int(process.name))
    return found


def wait_until(condition, seconds: float = 20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true"
        time.sleep(0.02)


def test_commands_share_a_server_that_stops_with_the_last_of_them(project):
    first = Command(project)
    servers = processes(project)
    second = Command(project)

    assert processes(project) == servers
    first.end()
    assert second.ask("SELECT 1") == [[1]]
    second.end()
    assert processes(project) == []


def test_commands_that_start_at_once_share_a_server(project):
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _number in range(4)
    ]
    places = {command.stdout.readline() for command in started}

    assert len(places) == 1
    assert len(processes(project, "supervisor")) == 1
    for command in started:
        command.communicate()


def test_a_command_that_comes_while_the_server_stops_gets_a_new_one(project):
    first = Command(project)
    first.kill()
    second = Command(project)

    assert second.ask("SELECT 1") == [[1]]
    second.end()


def test_no_process_outlives_a_killed_command(project):
    command = Command(project)
    assert processes(project)

    command.kill()

    wait_until(lambda: not processes(project))


def test_a_killed_supervisor_takes_the_server_along_and_the_next_command_starts_anew(project):
    first = Command(project)
    first.ask("CREATE TABLE kept (number integer)")
    os.kill(processes(project, "supervisor")[0], signal.SIGKILL)
    second = Command(project)

    assert second.ask("SELECT count(*) FROM kept") == [[0]]
    first.kill()
    second.end()


def test_what_was_committed_survives_a_killed_postmaster(project):
    command = Command(project)
    command.ask("CREATE TABLE kept AS SELECT 7 AS number")
    postmaster = int((Path(command.place["data"]) / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    second = Command(project)
    assert second.ask("SELECT number FROM kept") == [[7]]
    command.kill()
    second.end()


def test_a_stale_pid_file_that_names_a_living_process_does_not_hinder_the_start(project):
    command = Command(project)
    command.end()
    stale = Path(command.place["data"]) / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n\n\n\n")
    stale.chmod(0o644)

    command = Command(project)

    assert command.ask("SELECT 1") == [[1]]
    command.end()


def test_an_interrupted_first_start_is_made_anew(project):
    data = project / "var" / "postgres" / "cluster" / "data"
    data.rename(data.with_name("data.new"))

    command = Command(project)

    assert command.ask("SELECT 1") == [[1]]
    command.end()


def test_text_is_utf_8_in_code_point_order_without_icu(project):
    command = Command(project)

    assert command.ask("SHOW server_encoding") == [["UTF8"]]
    assert command.ask(
        "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'perheen_tukena'"
    ) == [["b", "C.UTF-8"]]
    assert command.ask("SELECT lower('ÄÖÅ')") == [["äöå"]]
    command.end()


def test_the_server_has_the_extensions_and_loses_nothing(project):
    command = Command(project)
    sql = "SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'fuzzystrmatch', 'btree_gist')"

    assert len(command.ask(sql)) == 3
    assert command.ask("SHOW fsync") == [["on"]]
    assert command.ask("SHOW listen_addresses") == [[""]]
    command.end()


def test_a_long_path_gets_a_short_socket(new_project):
    folder = new_project / ("pitkä-nimi-" * 8)
    folder.mkdir()
    deep = make_project(folder)

    command = Command(deep)

    assert command.ask("SELECT 1") == [[1]]
    assert command.place["socket"].startswith("/tmp/perheen-tukena-")  # noqa: S108
    assert Path(command.place["socket"]).stat().st_mode & 0o777 == 0o700
    command.end()
    clean_up(deep)


@as_root
def test_root_keeps_out_of_a_closed_folder_and_leaves_its_permissions(new_project):
    new_project.chmod(0o700)

    command = Command(new_project)

    assert command.ask("SELECT 1") == [[1]]
    assert command.place["root"].startswith(f"/var/lib/perheen-tukena/{new_project.name}-")
    assert new_project.stat().st_mode & 0o777 == 0o700
    command.end()


@as_root
def test_root_runs_the_server_as_nobody_with_any_umask(new_project):
    command = Command(new_project, umask=0o077)

    assert command.place["data"] == str(new_project / "var" / "postgres" / "cluster" / "data")
    assert Path(command.place["data"]).owner() == "nobody"
    command.end()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(new_project):
    (new_project / "var" / "postgres" / "start.lock").mkdir(parents=True)

    code = "from lape import embedded\ntry: embedded.hold()\nexcept embedded.EmbeddedError as e: print(e)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=new_project, capture_output=True, text=True, check=True
    )

    assert (
        answer.stdout == f"The database's folder {new_project}/var/postgres cannot be used: Is a directory.\n"
    )
