"""Peak memory of a command and everything it starts, sampled from /proc.

The sum over all processes of the tree of Pss (proportional set size: a page shared by n of them counts
1/n in each), from smaps_rollup, ten times a second; a process counts if it descends from the command or is
in its session.  Pss includes mapped files, which are page cache that the kernel may take back; `anonymous`
is Pss_Anon + Pss_Shmem, what the processes really allocated.  A peak shorter than the interval is missed.
"""
import os
import subprocess
import threading
import time

INTERVAL = 0.1


def _processes():
    """{pid: (parent, session)}."""
    out = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as f:
                    fields = f.read().rpartition(")")[2].split()
                out[int(name)] = (int(fields[1]), int(fields[3]))
            except (OSError, ValueError, IndexError):
                pass                    # it has ended
    return out


def _tree(root):
    processes = _processes()
    found = {p for p, (_, session) in processes.items() if session == root} | {root}
    grown = True
    while grown:
        new = {p for p, (parent, _) in processes.items() if parent in found} - found
        found |= new
        grown = bool(new)
    return found


def sample(root):
    """(Pss, anonymous) in bytes of the tree under root, now."""
    total = anonymous = 0
    for pid in _tree(root):
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii", errors="replace") as f:
                for line in f:
                    name, _, rest = line.partition(":")
                    if name == "Pss":
                        total += int(rest.split()[0]) * 1024
                    elif name in ("Pss_Anon", "Pss_Shmem"):
                        anonymous += int(rest.split()[0]) * 1024
        except (OSError, ValueError, IndexError):
            pass
    return total, anonymous


def measure(command, **popen):
    """Runs the command; returns (exit status, seconds, peak Pss, peak anonymous bytes)."""
    peak = [0, 0]
    start = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, **popen)
    done = threading.Event()

    def watch():
        while not done.wait(INTERVAL):
            for i, value in enumerate(sample(process.pid)):
                peak[i] = max(peak[i], value)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    status = process.wait()
    seconds = time.monotonic() - start
    done.set()
    watcher.join()
    return status, seconds, peak[0], peak[1]
