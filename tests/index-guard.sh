#!/bin/bash
# A bad night cannot empty the index: builds that would lose much or lack a source are refused, the
# generations of earlier days stay, rejects are told again, and what `diff` compares.
. "${TESTS_DIR:?}/index-common.bash"

# unchanged DIR: whether it is as `before` has it.
as_before() { is "$(index info --json -d "$1")" "$before"; }

documents 1 110 >a.jsonl
documents 201 210 >b.jsonl
index build -d I a.jsonl b.jsonl 2>/dev/null
before=$(index info --json -d I)
cp a.jsonl whole-a.jsonl
cp b.jsonl whole-b.jsonl

# Sources that shrank. 120 documents: 12 may be lost, 13 may not.
refused() { # NAME [OPTION...]: a build is refused and changes nothing
    run index build -d I "${@:2}"
    ok "$1: refused" test $status = 6
    ok "$1: the index is as it was" as_before I
    ok "$1: nothing left behind" no_leftovers I
}
: >a.jsonl
refused "an emptied source" a.jsonl b.jsonl
ok "an emptied source: how many would be lost" grep -q 'lose 110 of 120 documents' err
ok "by source" grep -q 'a.jsonl: 110 records before, 0 now' err
ok "and how to insist" grep -q -- --allow-shrink err
refused "again the next time" a.jsonl b.jsonl
refused "all sources emptied, sources read again" --force
: >c.jsonl
refused "another file, empty" c.jsonl
refused "one source only" b.jsonl
cp whole-a.jsonl a.jsonl
: >b.jsonl
refused "all from a small source" a.jsonl b.jsonl
head -1 whole-b.jsonl >b.jsonl
refused "nearly all from a small source" a.jsonl b.jsonl
cp whole-b.jsonl b.jsonl
head -97 whole-a.jsonl >a.jsonl
refused "thirteen of 120 documents" a.jsonl b.jsonl
documents 301 410 >a.jsonl
refused "as many documents, but others" a.jsonl b.jsonl
head -98 whole-a.jsonl >a.jsonl
run index build -d I a.jsonl b.jsonl
ok "twelve of 120 documents: done" is "$status $(count I)" "0 108"
run index build -d I whole-a.jsonl
ok "the source under another name, the small one gone: refused" test $status = 6
run index build -d I --allow-shrink whole-a.jsonl
ok "insisting: done" is "$status $(count I)" "0 110"
run index build -d I a.jsonl whole-b.jsonl
ok "another name, nearly the same documents: refused only for what is lost" test $status = 6
cp whole-a.jsonl moved.jsonl
run index build -d I moved.jsonl
ok "the same documents under another name: done" is "$status $(count I)" "0 110"

# Few documents: one of them may go, not most.
documents 1 3 >three.jsonl
index build -d T three.jsonl 2>/dev/null
documents 1 2 >three.jsonl
run index build -d T three.jsonl
ok "one of three documents: done" is "$status $(count T)" "0 2"
: >three.jsonl
run index build -d T three.jsonl
ok "two of two: refused" is "$status $(count T)" "6 2"
run index delete -d T "GB/T 1-2001" "GB/T 2-2002"
ok "deleting by number is not held up" is "$status $(count T)" "0 0"

# A draft that gets its number is not lost.
for i in 1 2 3 4 5; do echo "{\"id\":\"draft 《第${i}号猫的管理》\",\"title_zh\":\"第${i}号猫的管理\"}"; done >drafts.jsonl
for i in 1 2 3 4 5; do echo "{\"id\":\"GB/T 9000$i-2024\",\"kind\":\"gb\",\"title_zh\":\"第${i}号猫的管理\"}"; done >numbers.jsonl
index build -d N drafts.jsonl 2>/dev/null
cp numbers.jsonl drafts.jsonl
run index build -d N drafts.jsonl
ok "drafts that have numbers now: done" is "$status $(count N)" "0 5"

# Sources that are missing or not understood.
cp whole-a.jsonl a.jsonl
cp whole-b.jsonl b.jsonl
rm -rf I
index build -d I a.jsonl b.jsonl 2>/dev/null
before=$(index info --json -d I)
rm b.jsonl
refused "a missing source" a.jsonl b.jsonl
ok "it is named" grep -q 'b\.jsonl: No such file' err
ok "and what helps" grep -q -- --allow-missing err
refused "missing, sources read again"
mkdir b.jsonl
printf '\1\2\3\4no bulletin' >b.jsonl/x
refused "a folder instead of it, not understood" a.jsonl b.jsonl
rm -r b.jsonl
printf '%%PDF-1.4 something' >b.jsonl
refused "a source that is not understood" a.jsonl b.jsonl
ok "its reason is told" grep -q 'b.jsonl: a damaged PDF' err
for i in 1 2 3; do head -1 whole-b.jsonl; echo "no record $i"; echo "nor this"; done >b.jsonl
refused "a list of which less than half are records" a.jsonl b.jsonl
xz -c whole-b.jsonl | head -c 300 >b.jsonl
refused "a cut file" a.jsonl b.jsonl
rm b.jsonl
head -100 whole-a.jsonl >a.jsonl
run index build -d I --allow-missing a.jsonl b.jsonl
ok "told to go on, but more than a tenth would be lost: refused" is "$status $(count I)" "6 120"
documents 1 300 >a.jsonl
run index build -d I --allow-missing a.jsonl b.jsonl
ok "told to go on: done without it" is "$status $(count I)" "3 300"
documents 1 301 >a.jsonl
run index build -d I a.jsonl b.jsonl
ok "still missing, and nothing came of it: done" is "$status $(count I)" "3 301"
: >a.jsonl
run index build -d I --allow-shrink a.jsonl b.jsonl
ok "--allow-shrink: whatever is lost or missing" is "$status $(count I)" "3 0"
run index build -d First whole-a.jsonl none.jsonl
ok "a first build has nothing to lose" is "$status $(count First)" "3 110"
for i in 1 2 3; do head -1 whole-b.jsonl; echo "no record $i"; echo "nor this"; done >bad.jsonl
run index build -d Half whole-a.jsonl bad.jsonl
ok "but takes nothing from what is not understood" is "$status $(count Half)" "3 110"
ok "and says so" grep -q '"bad.jsonl","line":0,"reason":"of its 9 lines only 3 are records' Half/reports/000001/rejects.jsonl
printf '标准编号,标准名称\nGB/T 1999-2020,只有一行\nx,\ny,\nz,\n' >bad.csv
run index build -d Table whole-a.jsonl bad.csv
ok "nor from a table" is "$status $(count Table)" "3 110"
ok "and says that" grep -q '"bad.csv","line":0,"reason":"only 40 % of its rows were understood' Table/reports/000001/rejects.jsonl
printf 'A page of prose.\n' >prose.txt
run index build -d None prose.txt bad.jsonl
ok "a first build of nothing that is understood: refused" test $status = 6
ok "no generation is left" is "$(ls None/generations 2>/dev/null)" ""
ok "the sources are named, and what helps" grep -q '2 sources cannot .*(prose.txt, bad.jsonl); nothing is built; .*--allow-missing' err
ok "why is in the report" grep -q 'no JSON Lines, and no table' None/reports/uncommitted/rejects.jsonl
run "$biaosou" search -d None 密码
ok "a search says that there is no index" test $status = 4
run index build -d None prose.txt bad.jsonl
ok "again the next time" test $status = 6
run index build -d None prose.txt whole-a.jsonl
ok "with a source that is understood: done" is "$status $(count None)" "3 110"

# Rejects of an unchanged input.
(cat whole-a.jsonl; echo broken) >c.jsonl
index build -d R c.jsonl 2>/dev/null
before=$(index info --json -d R)
run index build -d R --rejects again.jsonl c.jsonl
ok "nothing to do, but rejects: status 3" test $status = 3
ok "they are told" grep -q 'c.jsonl:111: ' err
ok "their number too" grep -q '1 rejected' err
ok "and written where it was asked for" grep -q '"line":111' again.jsonl
ok "the index is as it was" as_before R
rm R/reports/000001/rejects.jsonl
run index build -d R c.jsonl
ok "a report that is lost is made again" is "$status $(ls R/reports/000002/rejects.jsonl)" "3 R/reports/000002/rejects.jsonl"

# Generations of earlier days. dated DIR N DAYS: generation N was made so many days ago.
dated() {
    local file
    file=$(printf '%s/generations/%06d.json' "$1" "$2")
    sed -i "s/\"created\": \"[^\"]*\"/\"created\": \"$(date -u -d "-$3 days" +%Y-%m-%dT12:00:00Z)\"/" "$file"
    reseal "$file"
}
export TZ=UTC
generation=0
for day in 9 7 5 3; do
    for again in 1 2; do
        generation=$((generation + 1))
        documents 1 $((100 + generation)) >night.jsonl
        index build -d K night.jsonl 2>/dev/null
        dated K $generation $day
    done
done
documents 1 109 >night.jsonl
index build -d K night.jsonl 2>/dev/null
kept() { find "$1/generations" -name '*.json' -exec basename {} .json \; | sort | tr '\n' ' '; }
ok "the last of each of three earlier days, and the one before" is "$(kept K)" "000004 000006 000008 000009 "
for n in 4 3 2 1; do # a bad night tries again and again
    documents 1 $n >night.jsonl
    index build --allow-shrink -d K night.jsonl 2>/dev/null
done
ok "a bad night leaves them" is "$(kept K)" "000004 000006 000008 000012 000013 "
ok "their shards are there, others are not" is "$(find K/shards -mindepth 1 -maxdepth 1 | wc -l) $(leftovers K)" "5 "
for wanted in 2 108 106 104; do
    run index rollback -d K
    ok "going back: $wanted documents" is "$status $(count K)" "0 $wanted"
    ok "whole" whole K
done
run index rollback -d K
ok "and no further" test $status = 4
# An earlier generation whose manifest is damaged.
index build -d M a.jsonl 2>/dev/null
index update -d M whole-b.jsonl 2>/dev/null
printf 'x' | dd of=M/generations/000001.json bs=1 seek=20 conv=notrunc 2>/dev/null
run index check -d M
ok "damage of an earlier generation: check sees it" test $status = 4
run index rollback -d M
ok "there is no going back to it" test $status = 4
ok "which is said" grep -q '000001.json is damaged' err
ok "it is left as it is" test -e M/generations/000001.json
documents 200 210 >more.jsonl
index update -d M more.jsonl 2>/dev/null
ok "the next change mends it" whole M
index build -d L --keep 1 a.jsonl whole-b.jsonl 2>/dev/null
dated L 1 3
index update -d L whole-a.jsonl 2>/dev/null
dated L 2 2
documents 1 130 >night.jsonl
index build --allow-shrink -d L night.jsonl 2>/dev/null
documents 1 131 >night.jsonl
index build -d L night.jsonl 2>/dev/null
ok "--keep 1, told once" is "$(kept L)" "000002 000003 000004 "
run index build -d L --keep=-2 night.jsonl
ok "a number that is none" test $status = 2

# Differences.
documents 1 50 | sed 's/,"sources":.*/}/' >d.jsonl
index build -d D d.jsonl 2>/dev/null
run index diff -d D
ok "of a first generation all are new" is "$status $(grep -c '^new ' out)" "0 50"
ok "as it says" is "$(cat err)" "biaosou: generation 1, no earlier one is there: 50 new, 0 changed, 0 gone"
sed -i 3d d.jsonl
index build -d D d.jsonl 2>/dev/null
run index diff -d D
ok "one line gone is one difference" is "$status $(cut -f1 out)" "0 gone     GB/T 3-2003"
ok "between these" is "$(cat err)" "biaosou: generation 1 to 2: 0 new, 0 changed, 1 gone"
index build -d D d.jsonl 2>/dev/null
run index diff -d D
ok "after nothing to do nothing has changed" is "$status $(cat out)" "1 "
ok "and it is said how to see the change before" is "$(cat err)" "biaosou: generation 2: the last build found nothing changed; \`biaosou index diff 1 2\` compares it with the one before"
run index diff -d D 1 2
ok "which is still there" is "$(cut -f1 out)" "gone     GB/T 3-2003"
run index diff -d D 2
ok "with itself: nothing" test $status = 1
printf '%s\n' '{"id":"GB/T 1-2020","title_zh":"甲","ics":["35.030","01.040"],"relations":[{"type":"cites","to":"GB/T 5"},{"type":"replaces","to":"GB/T 1-2001"}],"x":{"b":1,"a":2}}' >one.jsonl
index build -d E one.jsonl 2>/dev/null
printf '\n\n%s\n' '{"x":{"a":2,"b":1},"relations":[{"to":"GB/T 1-2001","type":"replaces"},{"to":"GB/T 5","type":"cites"}],"ics":["01.040","35.030"],"title_zh":"甲","id":"GB/T 1-2020"}' >other.jsonl
index build -d E other.jsonl 2>/dev/null
run index diff -d E
ok "another file, line and order: no difference" is "$status $(cat out)" "1 "
sed -i 's/35.030/35.040/' other.jsonl
index build -d E other.jsonl 2>/dev/null
run index diff -d E
ok "another value: changed" is "$status $(cut -f1 out)" "0 changed  GB/T 1-2020"
documents 1 30 >kept.jsonl
documents 100 140 >lost.jsonl
index build -d S kept.jsonl lost.jsonl 2>/dev/null
head -5 lost.jsonl >rest && mv rest lost.jsonl
run index build -d S kept.jsonl lost.jsonl
ok "most of a source is gone: refused" test $status = 6
ok "that source is named" grep -q 'lost.jsonl: 41 records before, 5 now$' err
ok "one that has what it had is not" test "$(grep -c 'records before' err)" = 1
plan
