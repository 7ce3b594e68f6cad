"""What the search costs, over generated catalogues; prints one Markdown table.

    .venv/bin/python bench/search.py 3000 30000

Each size is loaded into a database of its own, deleted afterwards. Times are CPU time of this process and of
its database backend together, so that what else the machine does counts less; its load is told as well.
"""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lape.settings")

TOWNS = ("tampere", "nokia", "helsinki", "kihnio", "oulu")
QUESTIONS = (
    "perheneuvola", "vauva ei nuku", "ero ja lapset", "parisuhde", "väkivalta", "perhekahvila",
    "väsynyt äiti", "rahat loppu", "miten kerron lapselle erosta", "nuorten mielenterveys", "päihteet",
    "isäryhmä", "kotiapu", "lastenvalvoja", "perhe", "tuki", "vertaistuki eron jälkeen", "parisuhdenuvonta",
    "skilsmässa", "domestic violence", "turvakoti", "imetystuki", "en jaksa enää", "lapsi ei halua kouluun",
)  # fmt: skip
BEGINNINGS = (
    "pe",
    "per",
    "perhe",
    "perhen",
    "va",
    "vau",
    "vauva",
    "ero",
    "pari",
    "parisuh",
    "nu",
    "nuor",
    "tuki r",
)
#: The words that were asked of other systems over the same data, and what makes an answer right: the
#: generator's kind or a theme holds one of these.
WORDS = {
    "perheneuvolassa": ("perheneuvola",), "parisuhteen": ("parisuhde",), "turvakotiin": ("turvakoti",),
    "neuvolan": ("neuvola",), "vertaisryhmiä": ("vertaisryhmä", "vertaistuki"), "perhetyötä": ("perhetyö",),
    "suhde": ("suhde",), "väkivalta": ("väkivalta", "vakivalta"), "kahvila": ("kahvila",),
    "perhe neuvonta": ("perheneuvonta",), "lasten psykiatria": ("lastenpsykiatria",),
    "parisuhdeneuvota": ("parisuhdeneuvonta",), "vanhemmuus": ("vanhemmuus", "vanhempi"),
    "imetystuki vauva": ("imetys",), "avioero": ("ero",),
}  # fmt: skip


def main(sizes):
    import django

    django.setup()
    from services.search import dictionaries

    dictionaries.load()
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}\n")
    print("| services | " + " | ".join(_HEADINGS) + " |")
    print("| --- |" + " --- |" * len(_HEADINGS))
    for size in sizes:
        row = measure(size)
        print(f"| {size:,} | " + " | ".join(row[heading] for heading in _HEADINGS) + " |", flush=True)


_HEADINGS = (
    "search p50 ms", "search p95 ms", "suggestions p95 ms", "index one ms", "rebuild s", "first answer s",
    "words met of 15",
)  # fmt: skip


def measure(size: int) -> dict[str, str]:
    import catalogue

    from services.search import evaluation
    from services.search.entries import index_everything

    path = ROOT / "var" / "bench" / f"{size}.jsonl"
    if not path.exists():
        catalogue.write(size, path)
    with evaluation.scratch_database():
        evaluation.prepare(path)
        start = time.perf_counter()
        index_everything()
        rebuild = time.perf_counter() - start
        _run("VACUUM ANALYZE")
        searches = _searches()
        return {
            "search p50 ms": f"{_share(searches, 0.5):.1f}",
            "search p95 ms": f"{_share(searches, 0.95):.1f}",
            "suggestions p95 ms": f"{_share(_suggestions(), 0.95):.1f}",
            "index one ms": f"{_index_one():.1f}",
            "rebuild s": f"{rebuild:.0f}",
            "first answer s": f"{_first_answer():.1f}",
            "words met of 15": str(_words_met(catalogue.kinds(size))),
        }


def _searches():
    from django.http import QueryDict

    from services.filters import ServiceFilter
    from services.search.engine import hits_of

    def search(words, town):
        data = QueryDict(mutable=True)
        data.update({"q": words, "municipality": town})
        hits_of(ServiceFilter(data).criteria)

    asked = [(words, town) for words in QUESTIONS for town in TOWNS]
    for each in asked[:20]:
        search(*each)
    return [_cpu_ms(search, *each) for each in asked]


def _suggestions():
    from services.search.suggestions import suggest

    suggest("perhe")
    return [_cpu_ms(suggest, text) for text in BEGINNINGS for _time in range(5)]


def _index_one():
    """The mean over services whose description changes, as an editor's save would change it."""
    from django.db.models import Value
    from django.db.models.functions import Concat

    from services.models import Service
    from services.search.entries import index_services

    ids = list(Service.objects.order_by("pk").values_list("pk", flat=True)[:60])
    Service.objects.filter(pk__in=ids).update(
        description_fi=Concat("description_fi", Value(" Torstaisin myös iltaryhmä perhetalolla."))
    )
    for pk in ids[:10]:
        index_services([pk])
    times = [_cpu_ms(index_services, [pk]) for pk in ids[10:]]
    return sum(times) / len(times)


def _words_met(kinds):
    """How many of the fifteen words are answered: recall at least .7, precision@10 at least .5."""
    from services.models import Service
    from services.search.criteria import Criteria
    from services.search.hits import MOST_RANKED

    ids = dict(Service.objects.values_list("pk", "external_id"))
    met = 0
    for words, right in WORDS.items():
        relevant = {pk for pk, name in ids.items() if any(part in kinds[name] for part in right)}
        found = list(Service.objects.search(Criteria(words=words)).values_list("pk", flat=True))
        recall = len(relevant & set(found)) / max(1, min(len(relevant), MOST_RANKED))
        precision = len(relevant & set(found[:10])) / 10
        met += recall >= 0.7 and precision >= 0.5
        if "-v" in sys.argv:
            print(f"  {words}: recall {recall:.2f}, precision {precision:.1f}", file=sys.stderr)
    return met


def _first_answer():
    """Seconds from the start of a web process to its first answer of a search."""
    port = 8991
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "DATABASE_URL": _address()}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=environment, check=True)
    start = time.perf_counter()
    server = subprocess.Popen(
        [*manage, "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/palvelut/?q=perhe", timeout=30
                ) as answer:
                    answer.read()
                return time.perf_counter() - start
            except OSError:
                if server.poll() is not None or time.perf_counter() - start > 60:
                    return float("nan")
                time.sleep(0.05)
    finally:
        server.terminate()
        server.wait()


def _address():
    """The scratch database as a URL, for another process."""
    from django.db import connection

    here = connection.settings_dict
    return f"postgres:///{here['NAME']}?" + urlencode({"host": here["HOST"], "user": here["USER"]})


def _cpu_ms(function, *arguments):
    before = time.process_time_ns() + _backend_ns()
    function(*arguments)
    return (time.process_time_ns() + _backend_ns() - before) / 1e6


def _backend_ns():
    """CPU time of the database backend, from the kernel's own account of it."""
    return int(Path(f"/proc/{_backend()}/schedstat").read_text().split()[0])


def _backend():
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.info.backend_pid


def _run(sql):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


def _share(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:] if text.isdigit()] or [3_000])
