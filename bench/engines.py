"""The engines under engines/ and how the tools call them."""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
RIVALS = ["lucene-bigram", "lucene-smartcn", "groonga-bigram", "sqlite-trigram", "xapian-ngram"]
ALL = ["biaosou"] + RIVALS


def driver(name):
    return os.path.join(HERE, "engines", name)


def chosen(names):
    """Those of the names that are installed; says on standard error why another one is left out."""
    out = []
    for name in names:
        if name not in ALL:
            sys.exit(f"no engine {name}; there are {', '.join(ALL)}")
        check = subprocess.run([driver(name), "available"], stdout=subprocess.PIPE, encoding="utf-8")
        if check.returncode == 0:
            out.append(name)
        else:
            print(f"skipped {name}: {check.stdout.strip()}", file=sys.stderr)
    return out


def index(name, folder, path):
    subprocess.run([driver(name), "index", folder, path], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)


def run(name, folder, queries, out, hits=100, latency=None):
    with open(out, "wb") as f:
        subprocess.run([driver(name), "run", folder, queries, str(hits)] + ([latency] if latency else []),
                       check=True, stdout=f)


def shared():
    """The folder of test data beside the checkout, or None: $BIAOSOU_SHARED, else ../shared upwards."""
    if os.environ.get("BIAOSOU_SHARED"):
        return os.environ["BIAOSOU_SHARED"]
    folder = os.path.dirname(HERE)
    for _ in range(3):
        folder = os.path.dirname(folder)
        if os.path.isdir(os.path.join(folder, "shared", "eval")):
            return os.path.join(folder, "shared")
    return None
