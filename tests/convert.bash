# Sourced by tests of `biaosou convert` on files that a script makes: convert_made SCRIPT makes them and goes there.
# shellcheck shell=bash
. "$TESTS_DIR/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export LC_ALL=C.UTF-8

convert_made() {
    command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }
    mkdir "$tmp/made" && python3 "$TESTS_DIR/$1" "$tmp/made" || { echo "Bail out!"; exit 1; }
    cd "$tmp/made" || exit 1
}

# gives NAME STATUS RECORDS MESSAGES: what NAME is converted to; MESSAGES: a piece of what is said, or ""
gives() {
    local status=0
    timeout 60 "$biaosou" convert "$1" >"$tmp/got" 2>"$tmp/err" || status=$?
    printf '%s' "$3" | diff -u - "$tmp/got" && [ $status = "$2" ] && { [ -z "$4" ] || grep -F "$4" "$tmp/err"; } && return
    echo "status $status" && cat "$tmp/err"
    return 1
}

# damaged TURNS DAMAGE NAME...: with some bytes of NAME another, as DAMAGE, Python that changes data[at] in turn TURN,
# says: an error, rejects or records, never a crash, and no run without end.
damaged() {
    local turns=$1 damage=$2 name status turn
    shift 2
    for name in "$@"; do
        for turn in $(seq "$turns"); do
            python3 -c '
import random, sys
name, turn, damage = sys.argv[1], int(sys.argv[2]), sys.argv[3]
data = bytearray(open(name, "rb").read())
for i in range(1 + turn % 5):
    at = random.Random(turn * 7 + i).randrange(len(data))
    exec(damage)
open("damaged", "wb").write(data)' "$name" "$turn" "$damage"
            status=0
            timeout 60 "$biaosou" convert damaged >"$tmp/got" 2>"$tmp/err" || status=$?
            case $status in 0 | 3 | 5) ;; *) status=crash ;; esac
            grep -q 'reading it failed' "$tmp/err" && status=crash # of the process that read it
            case $status in crash) echo "$name, turn $turn: status $status" && cat "$tmp/err" && return 1 ;; esac
        done
    done
}
