#!/bin/bash
# SIGKILL at moments spread over a build, an update and a compaction, to the process group or to the
# parent alone: what is left is the old index or the new one, whole; no worker stays; the next change
# removes what lies about. BIAOSOU_KILLS: runs for each of the six (scripts/stress does hundreds).
. "${TESTS_DIR:?}/index-common.bash"
[ -z "${SANITIZED-}" ] || { echo "1..0 # SKIP what is killed reports nothing to sanitizers"; exit 0; }
kills=${BIAOSOU_KILLS:-5}
size=${BIAOSOU_KILL_DOCUMENTS:-6000}

documents 1 "$size" >base.jsonl
documents 1 "$((size + 500))" 改 >new.jsonl
documents "$((size - 200))" "$((size + 100))" 改 >update.jsonl
index build -d origin base.jsonl 2>/dev/null
cp -r origin updated
index update -d updated update.jsonl 2>/dev/null

# in_session SID: prints its processes that are no zombies
in_session() { ps -e -o sid=,pid=,stat= | awk -v sid="$1" '$1 == sid && $3 !~ /^Z/ { print $2 }'; }

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# fate NAME FROM OLD NEW WHOM SUBCOMMAND...
fate() {
    local name=$1 from=$2 old=$3 new=$4 whom=$5 bad=0 n_old=0 n_new=0 took began i delay pid now tries
    shift 5
    rm -rf I && cp -r "$from" I
    began=$(now_ms)
    "$biaosou" index "$@" 2>/dev/null
    took=$(($(now_ms) - began))
    for ((i = 0; i < kills; i++)); do
        rm -rf I && cp -r "$from" I
        delay=$(((2 * i + 1) * took * 11 / (20 * kills)))
        setsid "$biaosou" index "$@" 2>/dev/null &
        pid=$!
        sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
        if [ "$whom" = group ]; then kill -9 -- -$pid 2>/dev/null; else kill -9 $pid 2>/dev/null; fi
        wait $pid 2>/dev/null
        for ((tries = 0; tries < 200; tries++)); do
            [ -n "$(in_session $pid)" ] || break
            sleep 0.05
        done
        [ -z "$(in_session $pid)" ] || { bad=$((bad + 1)) && echo "# $delay ms: a worker lives on"; }
        now=$(count I)
        case $now in
        "$old") n_old=$((n_old + 1)) ;;
        "$new") n_new=$((n_new + 1)) ;;
        *) bad=$((bad + 1)) && echo "# $delay ms: $now documents" ;;
        esac
        whole I || { bad=$((bad + 1)) && echo "# $delay ms: not whole"; }
        [ "$(ids I 技术要求 | head -1)" ] || { bad=$((bad + 1)) && echo "# $delay ms: no answer"; }
        index delete --wait -d I "GB/T 5-2005" 2>/dev/null || { bad=$((bad + 1)) && echo "# $delay ms: no change after it"; }
        [ -z "$(leftovers I)" ] || { bad=$((bad + 1)) && leftovers I | sed "s/^/# $delay ms: left behind: /"; }
        [ "$(count I)" = $((now - 1)) ] || { bad=$((bad + 1)) && echo "# $delay ms: wrong count after a change"; }
    done
    echo "# $name, $whom: $kills kills over $took ms, $n_old left the old, $n_new the new"
    [ $bad = 0 ]
}

u=$(count updated)
for whom in group parent; do
    ok "build, $whom killed" fate build origin "$size" $((size + 500)) $whom build --force --jobs 2 -d I new.jsonl
    ok "update, $whom killed" fate update origin "$size" "$u" $whom update --jobs 2 -d I update.jsonl
    ok "compact, $whom killed" fate compact updated "$u" "$u" $whom compact --jobs 2 -d I
done
plan
