#!/usr/bin/env python3
"""Flips random bits in the files of an index and asks: an answer that differs from the undamaged one
with exit status 0 or 1 is wrong in silence; a crash or hang is worse; `index check` must see each.

index-damage.py BIAOSOU INDEX TURNS SEED [QUERIES.tsv]    prints what was wrong and a sum; exit 1 if any
"""
import os
import random
import shutil
import subprocess
import sys

biaosou, index, turns, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
queries = sys.argv[5] if len(sys.argv) > 5 else None
work = "damaged"
QUESTIONS = [
    ["show", "-d", work, "GB/T 100-2004"],
    ["search", "-d", work, "云计算安全"],
    ["search", "-d", work, "--facet", "status,year", "--format", "json", "技术要求"],
    ["search", "-d", work, "-n", "50", "--format", "ids", "安全 OR 密*"],
    ["search", "-d", work, "--format", "json", "year:2004..2006 风险评估"],
    ["search", "-d", work, "securty requirments"],
    ["index", "info", "--json", "-d", work],
]
if queries:
    QUESTIONS.append(["batch", "-d", work, "-n", "20", queries])


def ask(question):
    got = subprocess.run([biaosou, *question], capture_output=True, timeout=120, check=False)
    return got.returncode, got.stdout


def files_of(folder):
    found = []
    for path, _, names in os.walk(folder):
        found += [os.path.join(path, name) for name in names]
    # read by nothing that answers: the lock, reports of changes that did not commit
    return sorted(f for f in found if os.path.basename(f) != "lock" and "uncommitted" not in f)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def current_files(folder):
    """Those of generations that are not current are rightly not looked at."""
    number = read(os.path.join(folder, "CURRENT"))[:6].decode()
    text = read(os.path.join(folder, "generations", number + ".json")).decode()
    wanted = []
    for name in files_of(folder):
        parts = os.path.relpath(name, folder).split(os.sep)
        mine = {"generations": parts[-1] == number + ".json" or parts[1:2] == [number + ".dead"],
                "shards": len(parts) > 1 and parts[1] in text,
                "lists": parts[-1] in text,
                "reports": parts[1:2] == [number] and parts[-1] == "rejects.jsonl"}
        if mine.get(parts[0], parts == ["CURRENT"]) and os.path.getsize(name):
            wanted.append(os.path.relpath(name, folder))
    return wanted


random.seed(seed)
shutil.rmtree(work, ignore_errors=True)
shutil.copytree(index, work)
right = [ask(q) for q in QUESTIONS]
names = current_files(index)
sizes = [os.path.getsize(os.path.join(index, n)) for n in names]
silent = crashes = unseen = errors = same = 0
for turn in range(turns):
    # half of them in any byte, half in any file, so that small files have their share
    name = random.choices(names, sizes)[0] if turn % 2 else names[turn // 2 % len(names)]
    path = os.path.join(work, name)
    whole = read(path)
    damaged = bytearray(whole)
    flips = [(random.randrange(len(damaged)), random.randrange(8)) for _ in range(1 + turn % 3)]
    for at, bit in flips:
        damaged[at] ^= 1 << bit
    if damaged == whole:
        continue
    with open(path, "wb") as file:
        file.write(damaged)
    for question, wanted in zip(QUESTIONS, right):
        try:
            got = ask(question)
        except subprocess.TimeoutExpired:
            got = (-1, b"")
        if got == wanted:
            same += 1
        elif got[0] in (0, 1):
            silent += 1
            print(f"# turn {turn}: {name} {flips}: {question[0]} answers otherwise, in silence")
        elif got[0] < 0 or got[0] > 6:
            crashes += 1
            print(f"# turn {turn}: {name} {flips}: {question[0]} ends with {got[0]}")
        else:
            errors += 1
    if ask(["index", "check", "-d", work])[0] != 4:
        unseen += 1
        print(f"# turn {turn}: {name} {flips}: check sees nothing")
    with open(path, "wb") as file:
        file.write(whole)
shutil.rmtree(work)
print(f"# {turns} damages, seed {seed}: {same} answers right, {errors} errors, {silent} wrong in "
      f"silence, {crashes} crashes, {unseen} not seen by check")
sys.exit(1 if silent or crashes or unseen else 0)
