"""Reads canonical JSON Lines (plain or .xz) for the drivers: id, title, scope and the line itself."""
import json
import lzma
import sys


def read(path):
    """Yields (id, titles joined, scopes joined, line) of every record."""
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            r = json.loads(line)
            yield (r["id"], join(r, "title_"), join(r, "scope_"), line.rstrip("\n"))


def join(record, prefix):
    return "\n".join(v for k, v in record.items() if k.startswith(prefix) and isinstance(v, str))


def queries(path):
    """Yields (qid, query)."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            qid, tab, text = line.rstrip("\r\n").partition("\t")
            if tab:
                yield qid, text


class Run:
    """Writes a TREC run to standard output and, where asked for, each query's microseconds to a file."""

    def __init__(self, name, latency):
        self.name = name
        self.times = open(latency, "w", encoding="utf-8") if latency else None

    def add(self, qid, microseconds, hits):
        """hits: [(id, score)], best first."""
        if self.times:
            self.times.write(f"{qid}\t{microseconds:.1f}\n")
        for rank, (doc, score) in enumerate(hits, 1):
            sys.stdout.write(f"{qid}\tQ0\t{doc}\t{rank}\t{score!r}\t{self.name}\n")

    def close(self):
        if self.times:
            self.times.close()


def main(name, available, index, run, usage_exit=2):
    """The verbs every driver has: available | index DIR FILE | run DIR QUERIES [N [LATENCY]]."""
    a = sys.argv[1:]
    if a[:1] == ["available"] and len(a) == 1:
        missing = available()
        if missing:
            print(missing)
        sys.exit(1 if missing else 0)
    if a[:1] == ["index"] and len(a) == 3:
        index(a[1], a[2])
    elif a[:1] == ["run"] and len(a) in (3, 4, 5):
        out = Run(name, a[4] if len(a) == 5 else None)
        run(a[1], a[2], int(a[3]) if len(a) > 3 else 100, out)
        out.close()
    else:
        print(f"usage: {name} available | index DIR FILE | run DIR QUERIES [N [LATENCY]]", file=sys.stderr)
        sys.exit(usage_exit)
