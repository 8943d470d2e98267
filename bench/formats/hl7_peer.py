"""python3-hl7 beside Carelake: python3 hl7_peer.py FILE..., then one JSON line. The fields are those of AdtFields.cs."""
import json
import re
import sys
import time

import hl7


def messages(files):
    for file in files:
        for text in re.split(r"[\r\n]{2,}", open(file, encoding="latin-1", newline="").read()):
            text = text.strip().replace("\n", "\r")
            if text.startswith("MSH") and text.split("|")[8].startswith("ADT"):
                yield text


def at(segment, field, component=1, repetition=1):
    try:
        value = segment(field)(repetition)
        if not isinstance(value, str):
            value = value(component)
        elif component > 1:
            return 0
        while not isinstance(value, str):
            value = value(1)
        return 0 if value == '""' else len(value.split("&")[0])
    except (IndexError, KeyError, TypeError):
        return 0


def day(segment, field):
    try:
        text = str(segment(field))
        return int(text[:4]) + int(text[4:6]) + int(text[6:8]) if re.match(r"\d{8}", text) else 0
    except (IndexError, KeyError, TypeError):
        return 0


def count(segment, field):
    try:
        return len(segment(field)) if str(segment(field)) else 0
    except (IndexError, KeyError, TypeError):
        return 0


def read(text):
    message = hl7.parse(text)
    by_id = {}
    for segment in message:
        by_id.setdefault(str(segment[0]), []).append(segment)
    one = lambda name: by_id.get(name, [None])[0]
    msh, evn, pid, pv1 = one("MSH"), one("EVN"), one("PID"), one("PV1")
    total = sum(at(msh, f) for f in (3, 4, 5, 6, 10, 11, 12)) + day(msh, 7) + at(msh, 9, 1) + at(msh, 9, 2) + day(evn, 2) + day(evn, 6)
    total += day(pid, 7) + day(pid, 29) + sum(at(pid, f) for f in (8, 16, 10, 18, 19, 30))
    for r in range(1, count(pid, 3) + 1):
        total += sum(at(pid, 3, c, r) for c in (1, 4, 5))
    for r in range(1, count(pid, 5) + 1):
        total += sum(at(pid, 5, c, r) for c in range(1, 6))
    for r in range(1, count(pid, 11) + 1):
        total += sum(at(pid, 11, c, r) for c in (1, 3, 4, 5, 6))
    for r in range(1, count(pid, 13) + 1):
        total += at(pid, 13, 1, r)
    total += at(pv1, 2) + sum(at(pv1, 3, c) for c in (1, 2, 3, 4)) + sum(at(pv1, 6, c) for c in (1, 2, 3)) + at(pv1, 4)
    total += sum(at(pv1, f, c) for f in (7, 8, 9) for c in (1, 2, 3)) + sum(at(pv1, f) for f in (10, 14, 19, 36)) + day(pv1, 44) + day(pv1, 45)
    for nk1 in by_id.get("NK1", []):
        total += sum(at(nk1, 2, c) for c in range(1, 6)) + at(nk1, 3) + at(nk1, 5)
    for dg1 in by_id.get("DG1", []):
        total += at(dg1, 3, 1) + at(dg1, 3, 2) + day(dg1, 5) + at(dg1, 6)
    for al1 in by_id.get("AL1", []):
        total += at(al1, 3, 1) + at(al1, 3, 2)
    for in1 in by_id.get("IN1", []):
        total += at(in1, 2) + at(in1, 4)
    return total


def main():
    texts = list(messages(sys.argv[1:]))
    end = time.perf_counter() + 5
    while time.perf_counter() < end:
        sum(read(text) for text in texts)
    rounds, checksum = [], 0
    end = time.perf_counter() + 5
    while time.perf_counter() < end or len(rounds) < 3:
        start = time.perf_counter()
        checksum = sum(read(text) for text in texts)
        rounds.append(time.perf_counter() - start)
    median = sorted(rounds)[len(rounds) // 2]
    print(json.dumps({"itemsPerSecond": len(texts) / median, "bytesPerSecond": sum(map(len, texts)) / median, "rounds": len(rounds), "checksum": checksum, "items": len(texts)}))


main()
