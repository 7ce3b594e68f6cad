"""Make `.venv` and `.env`: `python3 lape/prepare.py local` (to run the site) or `dev` (to test it too).

Runs before anything is installed, under whatever Python there is, so it keeps to the standard library and to
syntax that an old Python reads too. A second run changes nothing and takes no time.
"""

import fcntl
import hashlib
import os
import subprocess
import sys

PROJECT_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(PROJECT_DIR, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOG = os.path.join(PROJECT_DIR, "var", "install.log")
OLDEST = (3, 11)


def main(kind):
    check_python()
    try:
        make_folder(os.path.join(PROJECT_DIR, "var"))
        with open(os.path.join(PROJECT_DIR, "var", "prepare.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            write_env()
            install(kind)
            build_dictionaries()
    except OSError as error:
        stop("The folder %s cannot be written: %s." % (PROJECT_DIR, error.strerror))


def check_python():
    if sys.version_info < OLDEST:
        stop("Python 3.11 or newer is needed, and this is %d.%d: set PYTHON." % sys.version_info[:2])
    try:
        import ensurepip
        import venv
    except ImportError:
        stop("Python's venv module is missing: install it (on Debian: apt install python3-venv).")
    else:
        del ensurepip, venv


def make_folder(path):
    if not os.path.isdir(path):
        os.mkdir(path)
        os.chmod(path, 0o755)  # the database's own account passes through it


def write_env():
    path = os.path.join(PROJECT_DIR, ".env")
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write("# A checkout on somebody's own machine; see .env.example\nLOCAL=1\n")


def install(kind):
    """Install requirements/<kind>.txt unless they are in; `dev` holds all that `local` does."""
    kinds = ["local", "dev"]
    done = [name for name in kinds[kinds.index(kind) :] if read(stamp(name)) == fingerprint(name)]
    if done and os.path.exists(PYTHON):
        return
    if not any(read(stamp(name)) for name in kinds) or not os.path.exists(PYTHON):
        tell("Making .venv ...")
        run([sys.executable, "-m", "venv", "--clear", VENV])
    tell("Installing the packages of requirements/%s.txt ..." % kind)
    requirements = os.path.join(PROJECT_DIR, "requirements", kind + ".txt")
    options = [
        "--require-hashes",
        "--no-deps",
        "--disable-pip-version-check",
        "--no-input",
        "-r",
        requirements,
    ]
    run([PYTHON, "-m", "pip", "install"] + options)
    with open(stamp(kind), "w") as file:
        file.write(fingerprint(kind))


def build_dictionaries():
    """Make the search's word files from the installed packages, once (services/search/dictionaries.py)."""
    done = os.path.join(VENV, ".dictionaries-" + fingerprint("base"))
    if os.path.exists(done) and os.path.isdir(os.path.join(PROJECT_DIR, "var", "dictionaries")):
        return
    if not os.path.exists(os.path.join(PROJECT_DIR, "services", "search", "dictionaries.py")):
        return
    tell("Making the dictionaries of the search ...")
    run([PYTHON, "-m", "services.search.dictionaries"])
    with open(done, "w"):
        pass


def stamp(kind):
    return os.path.join(VENV, ".installed-" + kind)


def fingerprint(kind):
    text = read(os.path.join(PROJECT_DIR, "requirements", kind + ".txt"))
    return hashlib.sha256(text.encode()).hexdigest()


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""


def run(command):
    """Run a long command with its words in the log; stop with a sentence when it fails."""
    with open(LOG, "w") as log:
        result = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=PROJECT_DIR)
    if result != 0:
        errors = [line for line in read(LOG).splitlines() if "ERROR" in line or "Error" in line]
        reason = errors[-1].strip() if errors else "exit code %d" % result
        stop("The packages cannot be installed (%s); var/install.log has the rest." % reason)


def tell(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1])
