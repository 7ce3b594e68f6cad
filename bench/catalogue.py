"""Generated services as a catalogue: thousands that look like those of Finland's municipalities.

    python bench/catalogue.py 30000 var/bench/30000.jsonl

The same size and seed give the same bytes; a smaller catalogue is the beginning of a larger one.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import gen_services

PLACES = Path(__file__).resolve().parents[1] / "fixtures" / "places" / "municipalities.csv"
SEED = 2026
SECTORS = {
    "county": "wellbeing_services_county",
    "association": "ngo",
    "parish": "parish",
    "company": "company",
    "municipality": "municipality",
}
FORMATS = {"visit": "face_to_face", "phone": "phone", "online": "online", "home": "home_visit"}


def write(size: int, path: Path) -> None:
    """Write a catalogue of about `size` services: those of merged municipalities are left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows(size):
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def kinds(size: int) -> dict[str, str]:
    """What was generated under each id: its kind and its themes, against which answers are judged."""
    found = gen_services.records(size, SEED)
    return {
        f"s{row['id']}": f"{row['kind']} {' '.join(row['themes'])}"
        for row in found
        if row["type"] == "service"
    }


def rows(size: int) -> Iterator[dict]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        counties = {row["code"]: row["wellbeing_code"] for row in csv.DictReader(file)}
    for row in gen_services.records(size, SEED):
        if row["type"] == "theme":
            yield {"type": "theme", "id": row["id"], "name": row["name"]}
        elif row["type"] == "organisation":
            yield {"type": "organization", "id": f"o{row['id']}", "name": row["name"][:100],
                   "sector": SECTORS[row["kind"]]}  # fmt: skip
        elif row["type"] == "service" and (area := [code for code in row["area"] if code in counties]):
            yield _service(row, area, counties[area[0]])


def _service(row, area, county):
    return {
        "type": "service", "id": f"s{row['id']}", "source": "bench",
        "organization": f"o{row['organisation']}",
        "name": row["name"][:100], "summary": row["summary"][:150], "description": row["description"][:2500],
        "tier": row["tier"], "themes": row["themes"], "responsible_area": {"county": county},
        "area": {"scope": "municipalities", "municipalities": area}, "access": ["appointment"],
        "formats": sorted({FORMATS[channel] for channel in row["channels"]}), "cost": row["fee"],
        "languages": row["languages"], "assured_date": row["updated"],
        "phones": [{"number": "+358" + row["phone"].replace(" ", "")[1:]}],
    }  # fmt: skip


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
