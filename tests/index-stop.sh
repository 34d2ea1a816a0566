#!/bin/bash
# Pipes are read once, what is no source is refused, and a build stops when it is told to, wherever it
# is. Nothing here depends on how long a thing takes: a build that does not stop runs into `wait_for`,
# which gives up after a minute.
. "${TESTS_DIR:?}/index-common.bash"

documents 1 300 >a.jsonl
documents 301 340 >b.jsonl
documents 341 360 >c.jsonl

# Sources that can be read but once.
run index build -d P <(cat a.jsonl)
ok "a pipe of the shell" is "$status $(count P)" "0 300"
run index build -d P <(cat a.jsonl) <(cat b.jsonl) c.jsonl
ok "several" is "$status $(count P)" "0 360"
run index build -d P /dev/stdin <(cat b.jsonl c.jsonl) < <(cat a.jsonl)
ok "/dev/stdin" is "$status $(count P)" "0 360"
run index build -d P /dev/stdin b.jsonl c.jsonl <a.jsonl
ok "/dev/stdin, a file" is "$status $(count P)" "0 360"
cat a.jsonl b.jsonl c.jsonl | "$biaosou" index build -d P - 2>err
ok "standard input" is "$? $(count P)" "0 360"
mkfifo fifo
(cat a.jsonl b.jsonl c.jsonl >fifo) &
run index build -d P fifo
ok "a FIFO" is "$status $(count P)" "0 360"
run index build -d P <(gzip -c a.jsonl) b.jsonl c.jsonl
ok "compressed" is "$status $(count P)" "0 360"
before=$(index info --json -d P)
run index build -d P <(true)
ok "a pipe that gives nothing does not empty the index" is "$status $(count P)" "6 360"
run index build --force -d P
ok "a pipe of the shell cannot be read again" is "$status $(index info --json -d P)" "3 $before"
index build -d U a.jsonl 2>/dev/null
run index update -d U <(cat b.jsonl)
ok "update reads pipes too" is "$status $(count U)" "0 340"
printf '猫的管理\n' >words
run index build -d Words --lexicon <(cat words) a.jsonl
ok "a list through a pipe" test $status = 0
run index build -d Words --lexicon /dev/zero a.jsonl
ok "a list that is a device" test $status = 3

# What is no source.
for odd in /dev/zero /dev/null; do
    run index build -d P "$odd"
    ok "$odd: refused" is "$status $(index info --json -d P)" "3 $before"
    run index build -d P - <"$odd"
    ok "$odd as standard input: refused" is "$status $(index info --json -d P)" "3 $before"
done
ok "it is said" grep -q 'neither a file nor a pipe nor a folder' err
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
run index build -d P socket
ok "a socket: refused" is "$status $(index info --json -d P)" "3 $before"
mkdir folder
cp a.jsonl folder
ln -s . folder/loop
run index build -d F folder
ok "a folder with a link to itself: each file once" is "$status $(count F)" "0 300"
mkfifo folder/fifo
run index build --allow-missing -d F folder
ok "a pipe within a folder is not waited for" is "$status $(count F)" "3 300"
ok "and told" grep -q 'fifo: it is no file' err

feed=
# wait_for PID: its status; a minute at most.
wait_for() {
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null && echo "# it did not stop"
    wait "$1"
}
# stops NAME UNTIL BUILD-ARGUMENTS...: the build, told to stop once the command UNTIL is true, does.
# The command $feed, if there is one, runs beside it.
stops() {
    local name=$1 until=$2 signal tries
    shift 2
    for signal in TERM INT; do
        rm -rf S
        index build -d S a.jsonl 2>/dev/null
        ( trap - INT; exec "$biaosou" index build --jobs 2 -d S "$@" 2>err ) &
        local pid=$!
        if [ -n "$feed" ]; then ( eval "exec $feed" ) & fi
        for ((tries = 0; tries < 600; tries++)); do
            ! eval "$until" || break
            sleep 0.1
        done
        ok "$name: it got there" test $tries -lt 600
        kill -$signal $pid
        wait_for $pid
        status=$?
        ok "$name: SIG$signal stops it" test $status = 5
        ok "$name: said" grep -q "stopped by signal" err
        ok "$name: the index is as it was" is "$(count S)" 300
        ok "$name: nothing left behind" no_leftovers S
    done
}
spooled='[ "$(cat S/work-*/pipe-0 2>/dev/null | head -c 100000 | wc -c)" = 100000 ]'
waiting='[ -e S/work-000002 ] && grep -qs . S/lock'
mkfifo nobody
stops "a FIFO that nobody writes to" "$waiting" nobody
mkfifo endless
feed='cat /dev/zero >endless 2>/dev/null' # ends when nobody reads any more
stops "an endless line through a pipe" "$spooled" endless
feed=

# Compressed zeros without end, nearly: a line of a list, and a text.
python3 -c '
import gzip, sys
piece = gzip.compress(bytes(64 << 20), 9)
for name, first in (("bomb.jsonl.gz", b"{"), ("bomb.txt.gz", b"x")):
    with open(name, "wb") as out:
        out.write(gzip.compress(first))
        for _ in range(2000): out.write(piece)
'
# The words of --lexicon are stored once all sources have been measured: then reading begins.
printf '读到了这里\n' >marker
stored='grep -qs 读到了这里 S/lists/*'
stops "a line that decompresses without end" "$stored" --lexicon marker bomb.jsonl.gz a.jsonl

# At moments spread over a build: merging, learning, joining.
documents 1 6000 | sed 's/"status"/"title_en":"Requirements of networks and data","status"/' >many.jsonl
bad=0
began=$(date +%s%N)
index build -d Whole many.jsonl 2>/dev/null
took=$((($(date +%s%N) - began) / 1000000))
for i in 1 2 3 4 5 6 7 8; do
    rm -rf S
    index build -d S a.jsonl 2>/dev/null
    ( exec "$biaosou" index build --jobs 2 -d S many.jsonl 2>err ) &
    pid=$!
    sleep "$(printf '%d.%03d' $((took * i / 8000)) $((took * i / 8 % 1000)))"
    kill -TERM $pid 2>/dev/null
    wait_for $pid
    case "$? $(count S)" in
    "0 6000" | "5 300" | "143 300") ;; # 143: before it had its handler
    *) bad=$((bad + 1)) && echo "# $i: $(count S) documents: $(head -1 err)" ;;
    esac
    whole S || bad=$((bad + 1))
    [ -z "$(leftovers S)" ] || { bad=$((bad + 1)) && leftovers S | sed 's/^/# left behind: /'; }
done
ok "stopped anywhere in a build: the old index or the new one, whole" test $bad = 0
plan
