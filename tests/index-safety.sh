#!/bin/bash
# Full disk, read-only folder, second writer, damaged files, other formats, signals, and a searcher
# that runs through many rebuilds.
. "${TESTS_DIR:?}/index-common.bash"

documents 1 3000 >base.jsonl
documents 1 3200 改 >new.jsonl
index build -d origin base.jsonl 2>/dev/null
as_was() { is "$(digest I)" "$(digest origin)"; }
fresh() { rm -rf I && cp -r origin I; }

# Full disk.
fresh
for blocks in 1 40 400; do
    run bash -c "ulimit -f $blocks; exec '$biaosou' index build --force -d I new.jsonl"
    ok "a limit of $blocks blocks: the build fails" test $status = 5
    ok "with a message" test -s err
    ok "the index is as it was" as_was
    ok "nothing left behind" no_leftovers I
done
mkdir small
if mount -t tmpfs -o size=6m none small 2>/dev/null; then
    mounted="$mounted $scratch/small"
    cp -r origin small/I
    documents 1 1200 改 >>new.jsonl
    run index update -d small/I new.jsonl
    ok "a full disk: status 5" test $status = 5
    ok "it says so" grep -qi 'space\|free' err
    ok "the index is as it was" is "$(digest small/I)" "$(digest origin)"
    ok "nothing left behind" no_leftovers small/I
    documents 1 3 改 >tiny.jsonl
    run index update -d small/I tiny.jsonl
    ok "a small update goes" test $status = 0
    mkdir ro
    mount --bind small ro && mount -o remount,ro,bind ro && mounted="$mounted $scratch/ro"
    run index update -d ro/I new.jsonl
    ok "a read-only folder: status 5" test $status = 5
    ok "it is named" grep -q ro/I err
    run "$biaosou" search -d ro/I 技术要求
    ok "it can be searched" test $status = 0
else
    skip "a full disk, a read-only folder" "mounting a tmpfs is not allowed here"
fi

# A second writer.
fresh
mkfifo pipe
"$biaosou" index build --force -d I - <pipe 2>/dev/null &
holder=$!
exec 3>pipe
until grep -q "$holder" I/lock 2>/dev/null; do sleep 0.01; done
run index update -d I new.jsonl
ok "a second writer: status 4" test $status = 4
ok "the holder's pid is told" grep -q "process $holder" err
run "$biaosou" search -d I 技术要求
ok "searching goes on" test $status = 0
index delete --wait -d I "GB/T 1-2001" 2>/dev/null 3>&- & # else the pipe would not end
waiter=$!
cat base.jsonl >&3
exec 3>&-
wait $holder $waiter
ok "--wait waits" is "$(count I)" 2999

# Signals.
for signal in INT TERM; do
    fresh
    ( trap - INT; exec "$biaosou" index build --force -d I - <pipe 2>err ) &
    holder=$!
    exec 3>pipe
    cat base.jsonl >&3
    until grep -q "$holder" I/lock 2>/dev/null; do sleep 0.01; done
    # a background process of a shell ignores SIGINT until it sets its handler, before it takes the lock
    kill -$signal $holder
    exec 3>&-
    wait $holder
    status=$?
    ok "SIG$signal: not done" test $status != 0
    ok "SIG$signal: said" grep -qi 'stopped\|signal' err
    ok "SIG$signal: as it was" as_was
    ok "SIG$signal: nothing left behind" no_leftovers I
done

# Damage. Whatever is read: an answer or a message, no crash; check names the file. Of few documents: many are damaged.
documents 1 400 >base.jsonl
rm -rf origin I
index build -d origin base.jsonl 2>/dev/null
fresh
index delete -d I "GB/T 2-2002" 2>/dev/null
rm -rf hurt && cp -r I hurt
shard=$(basename "$(ls -d hurt/shards/*)")
damage() { # FILE HOW
    rm -rf I && cp -r hurt I
    case $2 in
    cut) truncate -s "$(($(stat -c %s "$1") / 2))" "$1" ;;
    empty) truncate -s 0 "$1" ;;
    gone) rm "$1" ;;
    longer) printf 'more' >>"$1" ;;
    esac
}
generation=$(basename "$(ls hurt/generations/*.json | tail -1)" .json)
for file in "shards/$shard/terms.glass" "shards/$shard/postings.map" "shards/$shard/text.map" \
    "shards/$shard/records.map" "shards/$shard/suggest.map" "generations/$generation.json" "shards/$shard/sums" "generations/$generation.dead/$shard" CURRENT; do
    for how in cut empty gone; do
        [ "$file$how" != CURRENTgone ] || continue
        damage "I/$file" $how
        run index check -d I
        ok "$file $how: check finds it" test $status = 4
        ok "$file $how: and names it" grep -q "$(basename "$file")\|is damaged" err
        run "$biaosou" search -d I 技术要求
        ok "$file $how: search refuses" test $status = 4
        ok "$file $how: and says what to do" grep -q 'rollback\|build' err
        run index build --force -d I base.jsonl
        ok "$file $how: a build mends it" is "$status $(digest I)" "0 $(digest origin)"
    done
done
python3 - "hurt/shards/$shard" "$biaosou" <<'P' >flips 2>&1
import os, random, shutil, subprocess, sys
random.seed(5)
bad = []
each = 5 if os.environ.get("SANITIZED") else 12
for name in ("terms.glass", "postings.map", "text.map", "records.map", "suggest.map"):
    for i in range(each):
        shutil.rmtree("I", ignore_errors=True); shutil.copytree("hurt", "I")
        path = os.path.join(sys.argv[1].replace("hurt", "I", 1), name)
        data = bytearray(open(path, "rb").read())
        for _ in range(3):
            at = random.randrange(len(data)) if i % 2 else random.randrange(min(len(data), 400))
            data[at] ^= 1 << random.randrange(8)
        open(path, "wb").write(data)
        def go(*args):
            return subprocess.run([sys.argv[2], *args], capture_output=True, timeout=60)
        check = go("index", "check", "-d", "I")
        if check.returncode != 4 or name.encode() not in check.stderr:
            bad.append((name, i, "check", check.returncode, check.stderr[:200]))
        for query in (["search", "-d", "I", "云计算安全"], ["search", "-d", "I", "--facet", "status", "--format", "json", "技术要求"],
                      ["show", "-d", "I", "GB/T 100-2004"], ["related", "-d", "I", "GB/T 100-2004"], ["suggest", "-d", "I", "技术"], ["suggest", "-d", "I", "gbt1"]):
            got = go(*query)
            if got.returncode not in (0, 1, 2, 4):
                bad.append((name, i, query[0], got.returncode, got.stderr[:200]))
for b in bad: print("#", b)
sys.exit(bool(bad))
P
flips=$?
ok "flipped bytes: found by check, no crash in search" test $flips = 0
cat flips

# Another format, other fields, another ICU.
fresh
sed -i 's/"format": [0-9]*/"format": 99/' I/generations/*.json
run "$biaosou" search -d I 技术要求
ok "another format: status 4" test $status = 4
ok "it says what mends it" grep -q 'format 99.*index build' err
fresh
sed -i 's/"fields": "id kind /"fields": "id colour kind /' I/generations/*.json
reseal I/generations/*.json
run "$biaosou" search -d I 技术要求
ok "other fields of the record: status 4" test $status = 4
ok "it says so and what mends it" grep -q 'other fields.*index build' err
fresh
sed -i 's/"icu": "[^"]*"/"icu": "1.2"/' I/generations/*.json
reseal I/generations/*.json
run index check -d I
ok "another ICU: a warning" grep -q 'ICU 1.2.*--force' err
ok "no more than that" test $status = 0
run "$biaosou" search -d I 技术要求
ok "and answers" test $status = 0

# A searcher through changes: every answer is of one generation only.
for mark in 甲 乙; do
    for i in $(seq 1 150); do
        echo "{\"id\":\"GB/T $i-2020\",\"title_zh\":\"共同题目${mark}${mark}记\"}"
    done >mark-$mark.jsonl
done
swaps=50
[ -z "${SANITIZED-}" ] || swaps=15
index build -d swap mark-甲.jsonl 2>/dev/null
: >stop-when-gone
(
    while [ -e stop-when-gone ]; do
        "$biaosou" search -d swap -n 200 --format json 共同题目 >answer 2>answer.err || { echo "failed: $(head -1 answer.err)"; }
        a=$(grep -o '甲甲记' answer | wc -l) b=$(grep -o '乙乙记' answer | wc -l)
        [ "$a" -gt 0 ] && [ "$b" -gt 0 ] && echo "mixture: $a $b"
        [ $((a + b)) -ge 150 ] || echo "$a $b"
        echo >>answers
    done >faults
) &
searcher=$!
for i in $(seq 1 $swaps); do
    index build -d swap mark-乙.jsonl 2>/dev/null
    index update -d swap mark-甲.jsonl 2>/dev/null
done
rm stop-when-gone
wait $searcher
ok "a searcher through $((2 * swaps)) changes ($(wc -l <answers) answers): no fault" test ! -s faults
head -3 faults | sed 's/^/# /'
plan
