#!/usr/bin/env bash
# suggest: the cases of tests/cases/suggest, the formats, and the same whatever changes the index went through. TAP.
# Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
cases=${TESTS_DIR:-tests}/cases/suggest
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR
command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

"$biaosou" index build "$cases/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

suggested() { # TYPED: between bars
    "$biaosou" suggest "$1" | paste -sd'|' | sed 's/|/ | /g; s/^$/-/'
}
gives() { # WANTED TYPED
    local got
    got=$(suggested "$2")
    [ "${got:--}" = "$1" ] || { echo "typed:  $2"; echo "wanted: $1"; echo "got:    $got"; return 1; }
}
while IFS=$'\t' read -r typed wanted; do
    [ -z "$typed" ] || [ "${typed:0:1}" = "#" ] || ok "typed: $typed" gives "$wanted" "$typed"
done <"$cases/typed.tsv"

status() { # STATUS ARGUMENT...
    "$biaosou" suggest "${@:2}" >"$tmp/out" 2>"$tmp/err"
    [ $? = "$1" ] || { cat "$tmp/err"; return 1; }
}
says() { # WANTED ARGUMENT...
    [ "$("$biaosou" suggest "${@:2}")" = "$1" ] || { "$biaosou" suggest "${@:2}"; return 1; }
}
ok "found: status 0" status 0 网络
ok "nothing: status 1" status 1 zzzz
ok "nothing typed" status 1 ''
ok "no text: wrong usage" status 2
ok "no such format" status 2 -f csv 网络
ok "too many" status 2 -n 21 网络
ok "no index" status 4 -d "$tmp/none" 网络
ok "no more than asked for" says '信息安全技术 网络安全等级保护基本要求' -n 1 基本要求
ok "a list for people" says 'GB/T 22239-2008  信息安全技术 信息系统安全等级保护基本要求  superseded' -f list 22239-2008
ok "of titles the number" says '城市供水管网  DB11/T 123-2020  in force' -f list 城市
json() { # WANTED TYPED
    local got
    got=$("$biaosou" suggest -f json "$2" | jq -c .)
    [ "$got" = "$1" ] || { echo "$got"; return 1; }
}
ok "JSON" json '{"typed":"22239","suggestions":[{"kind":"number","text":"GB/T 22239-2019","id":"GB/T 22239-2019","title":"信息安全技术 网络安全等级保护基本要求","status":"现行"}]}' 22239
ok "JSON of nothing" json '{"typed":"zzzz","suggestions":[]}' zzzz
ok "JSON of a committee" json '{"typed":"sc27","suggestions":[{"kind":"committee","text":"ISO/IEC JTC 1/SC 27"}]}' sc27


# Whatever is typed.
hostile() {
    local long
    long=$(printf '网%.0s' {1..5000})
    status 0 $'\xff\xfe网络' && status 1 "$long" && status 1 $'\e[2J\a' && status 1 '\\\' &&
        status 1 $'\xe7\xbd' && status 0 "  网络  " && status 0 $'网络\n安全' && status 1 "${long:0:64}aaaaaaaaaaaaaaaaaa"
}
ok "any bytes, however many" hostile
escape() { ! "$biaosou" suggest -f json $'\e[2J网\xff' | grep -q $'\e'; }
ok "nothing of it steers the terminal" escape
printf '{"id":"GB/T 1-2020","title_zh":"\\u001b[2J灯塔\\u202e标志","status":"现行"}\n' >"$tmp/evil.jsonl"
evil() { BIAOSOU_INDEX=$tmp/evil "$biaosou" index build "$tmp/evil.jsonl" 2>/dev/null && ! BIAOSOU_INDEX=$tmp/evil "$biaosou" suggest -f list 灯塔 | grep -q $'\e\|\xe2\x80\xae'; }
ok "nor do titles" evil

# The empty index, and what is like it.
empty() {
    grep 'X 1' "$cases/records.jsonl" >"$tmp/one.jsonl"
    BIAOSOU_INDEX=$tmp/empty "$biaosou" index build "$tmp/one.jsonl" 2>/dev/null &&
        BIAOSOU_INDEX=$tmp/empty "$biaosou" index delete 'X 1' 2>/dev/null && status 1 -d "$tmp/empty" robots && status 1 -d "$tmp/empty" 网
}
ok "an index without documents" empty

# The same records, come by in other ways.
all() { # all that is typed in the cases, with what is suggested
    grep -v '^#' "$cases/typed.tsv" | cut -f 1 | while read -r typed; do "$biaosou" suggest -d "$1" -f json "$typed"; done
}
same() { all "$1" >"$tmp/got"; diff -u "$tmp/wanted" "$tmp/got"; }
all "$tmp/index" >"$tmp/wanted"
changed=$tmp/changed
sed 's/网络/灯塔/; s/现行/废止/; s/Information/Former/; s/SAC\/TC 260/SAC\/TC 1/' "$cases/records.jsonl" >"$tmp/former.jsonl"
{
    head -n 14 "$tmp/former.jsonl"
    tail -n +15 "$cases/records.jsonl"
    echo '{"id":"GB/T 22239-2029","title_zh":"网络安全最新要求","status":"现行","committee":"SAC/TC 260"}'
    echo '{"id":"GB/T 88888-2020","title_zh":"网络","status":"现行"}'
    echo '{"id":"GB/T 88889-2020","title_zh":"网络设备安全","status":"现行","committee":"SAC/TC 27"}'
} >"$tmp/first.jsonl"
head -n 14 "$cases/records.jsonl" >"$tmp/later.jsonl"
{
    "$biaosou" index build -d "$changed" "$tmp/first.jsonl" && "$biaosou" index update -d "$changed" "$tmp/later.jsonl"
} >"$tmp/out" 2>&1
says_more() { # what is there before it is deleted
    [ "$("$biaosou" suggest -d "$changed" 最新)" = 网络安全最新要求 ] && [ "$("$biaosou" suggest -d "$changed" tc27)" = 'SAC/TC 27' ] &&
        [ "$("$biaosou" suggest -d "$changed" gbt22239)" = 'GB/T 22239-2029' ] &&
        [ "$("$biaosou" suggest -d "$changed" 灯塔 | wc -l)" = 0 ]
}
ok "an update: what is new is suggested, what was corrected is not" says_more
"$biaosou" index delete -d "$changed" 'GB/T 22239-2029' 'GB/T 88888-2020' 'GB/T 88889-2020' >>"$tmp/out" 2>&1
shards() { [ "$("$biaosou" index info -d "$changed" | grep -c '^shard')" = "$1" ]; }
ok "two shards" shards 2
ok "after an update and a deletion: as of a new build" same "$changed"
"$biaosou" index compact -d "$changed" >>"$tmp/out" 2>&1
ok "one shard" shards 1
ok "after compaction, too" same "$changed"
ok "check reads it" "$biaosou" index check -d "$changed"
"$biaosou" index rollback -d "$changed" >>"$tmp/out" 2>&1
ok "and after going back" same "$changed"

# Several processes, batches and orders of the input give the same file.
twice() {
    tac "$cases/records.jsonl" >"$tmp/reversed.jsonl"
    "$biaosou" index build -d "$tmp/again" -j 1 "$tmp/reversed.jsonl" 2>/dev/null &&
        cmp "$tmp"/index/shards/*/suggest.map "$tmp"/again/shards/*/suggest.map
}
ok "the same file whatever the order" twice

# Many documents: 20,000 in three batches, of which only one title fits.
many() {
    for i in $(seq 10001 30000); do printf '{"id":"GB/T %s-2020","title_zh":"第%s号灯塔的标志","status":"现行"}\n' "$i" "$i"; done >"$tmp/many.jsonl"
    printf '{"id":"GB/T 9-2020","title_zh":"灯塔与浮标","status":"废止"}\n' >>"$tmp/many.jsonl"
    "$biaosou" index build -d "$tmp/many" "$tmp/many.jsonl" 2>/dev/null &&
        [ "$("$biaosou" suggest -d "$tmp/many" 灯塔与)" = 灯塔与浮标 ] &&
        [ "$("$biaosou" suggest -d "$tmp/many" dtyf)" = 灯塔与浮标 ] &&
        [ "$("$biaosou" suggest -d "$tmp/many" gbt29999)" = 'GB/T 29999-2020' ] &&
        [ "$("$biaosou" suggest -d "$tmp/many" 灯塔 | head -n 2 | tail -n 1)" = 第10001号灯塔的标志 ] &&
        "$biaosou" index check -d "$tmp/many"
}
ok "blocks over batches" many

echo "1..$n"
exit "$failed"
