"""Runs a command on a terminal of its own, of so many columns, and prints what it writes there; exits as it does.

usage: terminal.py COLUMNS COMMAND [ARGUMENT...]
"""
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[1]), 0, 0))
process = subprocess.Popen(sys.argv[2:], stdin=theirs, stdout=theirs)
os.close(theirs)
text = b""
while True:
    try:
        piece = os.read(ours, 4096)
    except OSError:
        break
    if not piece:
        break
    text += piece
sys.stdout.write(text.decode().replace("\r\n", "\n"))
sys.exit(process.wait())
