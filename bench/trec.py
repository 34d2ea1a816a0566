"""Runs, judgements and the measures of trec_eval, for the tools of this folder.

The definitions are those of trec_eval 9 and 10 (form_res_rels.c, m_ndcg_cut.c, m_recip_rank.c,
m_recall.c): hits are sorted by score, descending, and ties by document id, descending, compared as
bytes; the rank in the run's fourth column is ignored; a document is relevant from grade 1 on; a
negative grade counts as not judged.  A query that has judgements but no relevant document counts,
with 0.  A query that the run does not answer counts with 0 too (trec_eval's option -c), unless the
caller wants the intersection (trec_eval's default).
"""
import math
import zlib


class FormatError(Exception):
    """A line that is not what the format asks for, with the place."""


def _lines(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if line.strip():
                yield number, line


def read_queries(path):
    """[(qid, query)] of a file of qid<TAB>query lines."""
    out = []
    for number, line in _lines(path):
        qid, tab, text = line.partition("\t")
        if not tab:
            raise FormatError(f"{path}:{number}: no tab between the query's id and its text")
        out.append((qid, text))
    return out


def read_qrels(path):
    """{qid: {id: grade}}; an id may hold spaces (it is what stands between the second and last column)."""
    out = {}
    for number, line in _lines(path):
        parts = line.split("\t") if "\t" in line else line.split(None, 2)
        if "\t" not in line and len(parts) == 3:
            parts = parts[:2] + parts[2].rsplit(None, 1)
        try:
            qid, _, doc, grade = parts
            grade = int(grade)
        except ValueError:
            raise FormatError(f"{path}:{number}: not `qid 0 id grade`") from None
        judged = out.setdefault(qid, {})
        if doc in judged:
            raise FormatError(f"{path}:{number}: {doc} is judged twice for query {qid}")
        judged[doc] = grade
    return out


def read_run(path):
    """{qid: [(score, id)]}, unsorted; columns separated by tabs, or by spaces where there is no tab."""
    out, seen = {}, set()
    for number, line in _lines(path):
        parts = line.split("\t") if "\t" in line else line.split()
        try:
            qid, _, doc, _, score, _ = parts
            score = float(score)
        except ValueError:
            raise FormatError(f"{path}:{number}: not `qid Q0 id rank score name`") from None
        if (qid, doc) in seen:
            raise FormatError(f"{path}:{number}: {doc} is retrieved twice for query {qid}")
        seen.add((qid, doc))
        out.setdefault(qid, []).append((score, doc))
    return out


def ranked(hits):
    """The ids of (score, id) pairs in trec_eval's order."""
    return [d for _, d in sorted(hits, key=lambda h: (h[0], h[1].encode()), reverse=True)]


def ndcg(grades, judged, cut):
    """Grades of the hits in order, grades of all judged documents → nDCG at the cut."""
    def dcg(values):
        return sum(g / math.log2(i + 2) for i, g in enumerate(values[:cut]) if g > 0)
    ideal = dcg(sorted(judged, reverse=True))
    return dcg(grades) / ideal if ideal > 0 else 0.0


def reciprocal_rank(grades, judged, cut):
    for i, g in enumerate(grades[:cut]):
        if g >= 1:
            return 1.0 / (i + 1)
    return 0.0


def recall(grades, judged, cut):
    relevant = sum(1 for g in judged if g >= 1)
    return sum(1 for g in grades[:cut] if g >= 1) / relevant if relevant else 0.0


def success(grades, judged, cut):
    return 1.0 if any(g >= 1 for g in grades[:cut]) else 0.0


FUNCTIONS = {"ndcg": ndcg, "mrr": reciprocal_rank, "recall": recall, "success": success}
DEFAULT_MEASURES = ("ndcg@10", "mrr@10", "recall@100")


def measure(name):
    """(function, cut) of a name such as ndcg@10."""
    kind, at, cut = name.partition("@")
    if kind not in FUNCTIONS or not at or not cut.isdigit() or int(cut) < 1:
        raise FormatError(f"no measure {name}; there are "
                          + ", ".join(k + "@N" for k in FUNCTIONS))
    return FUNCTIONS[kind], int(cut)


def evaluate(run, qrels, names=DEFAULT_MEASURES, intersection=False):
    """{qid: [value of each measure]} in the order of the qrels."""
    measures = [measure(n) for n in names]
    out = {}
    for qid, judged in qrels.items():
        if intersection and qid not in run:
            continue
        grades = [judged.get(d, -1) for d in ranked(run.get(qid, []))]
        out[qid] = [f(grades, list(judged.values()), cut) for f, cut in measures]
    return out


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values) if values else 0.0


def half(qid):
    """'tuning' or 'held-out': the parity of the CRC-32 of the query's id."""
    return "held-out" if zlib.crc32(qid.encode()) & 1 else "tuning"


def randomization_test(differences, permutations=10000, seed=20240229):
    """Two-sided p of the mean of paired differences under random signs (Fisher's randomization).

    Differences of one size are interchangeable, so the signs of such a group are drawn together, one
    random bit for each of them: exact, and fast enough in Python.  p is (hits + 1) / (permutations + 1).
    """
    import random
    groups, total = {}, 0.0
    for d in differences:
        total += d
        size = round(abs(d), 12)
        if size:
            groups[size] = groups.get(size, 0) + 1
    if not groups:
        return 1.0
    rng, groups = random.Random(seed), sorted(groups.items())
    limit, hits = abs(total) - 1e-9, 0
    for _ in range(permutations):
        s = 0.0
        for size, count in groups:
            s += size * (2 * bin(rng.getrandbits(count)).count("1") - count)
        if abs(s) >= limit:
            hits += 1
    return (hits + 1) / (permutations + 1)
