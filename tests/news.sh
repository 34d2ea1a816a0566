#!/usr/bin/env bash
# What is new: what is open for comment, happened, is coming, has stalled, was changed by a build. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"20240001-T-469","kind":"plan","title_zh":"甲密码规范","stage":"征求意见","progress":[{"date":"2024-01-10","event":"立项"},{"date":"2024-02-04","until":"2024-04-04","event":"征求意见","source":"2024-02.txt"},{"date":"2024-02-04","until":"2024-04-04","event":"征求意见","text":"同一步，另一种说法"}]}
{"id":"20240002-T-469","kind":"plan","title_zh":"乙密码规范","progress":[{"date":"2024-01","until":"2024-03-15","event":"征求意见"},{"date":"2024-02","until":"2024-03-15","event":"征求意见"},{"date":"2022-05","event":"立项"}]}
{"id":"20220003-T-469","kind":"plan","title_zh":"丙数据规范","progress":[{"date":"2022-06","event":"起草"},{"date":"2022-01-05","event":"立项"}]}
{"id":"20210004-T-469","kind":"plan","title_zh":"丁数据规范","progress":[{"date":"2021-06","event":"起草"},{"date":"2021-09-01","event":"终止"}]}
{"id":"20210005-T-469","kind":"plan","title_zh":"戊数据规范","progress":[{"date":"2021-06-01","until":"2021-08-01","event":"征求意见"}]}
{"id":"GB/T 6-2024","kind":"gb","title_zh":"己网络规范","published":"2024-02-20","effective":"2024-09-01","status":"即将实施"}
{"id":"GB/T 7-2023","kind":"gb","title_zh":"庚网络规范","title_en":"Networks, seventh","published":"2023-11-27","effective":"2024-03-01","status":"现行","progress":[{"date":"2023-11","event":"发布"}]}
{"id":"GB/T 8-2010","kind":"gb","title_zh":"辛网络规范","published":"2010-01-14","effective":"2024-10-01","withdrawn":"2024-02-29","status":"废止"}
{"id":"GB/T 9-2024","kind":"gb","title_zh":"壬网络规范","published":"2024-06-01","effective":"2024-12-01"}
{"id":"news 1","kind":"news","title_zh":"癸密码会议召开","published":"2024-02-11"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

news() { "$biaosou" news --lang zh --on 2024-03-10 "$@"; }
# tells SECTION WANTED OPTION...: its items as "id date until event", - for what is not told
tells() {
    local got
    got=$(news -f json "${@:3}" | jq -r ".$1.items[] | [.id, .date // \"-\", .until // \"-\", .event // .members // \"-\"] | join(\" \")" | paste -sd';')
    [ "$got" = "$2" ] || { echo "got: $got"; return 1; }
}
says() { local got; got=$("${@:2}" 2>&1); [[ $got == *"$1"* ]] || { echo "$got"; return 1; }; }
status() { "${@:2}" >/dev/null 2>&1; [ $? = "$1" ]; }

ok "open: until it is over, the soonest first, a step that is told twice once" \
    tells open "20240002-T-469 2024-01 2024-03-15 征求意见;20240001-T-469 2024-02-04 2024-04-04 征求意见"
ok "open: on its last day" tells open "20240001-T-469 2024-02-04 2024-04-04 征求意见" --on 2024-04-04
ok "open: not after it" tells open "" --on 2024-04-05
ok "open: told with two beginnings, it is once, from the first" tells open "20240002-T-469 2024-01 2024-03-15 征求意见" --on 2024-01-31
ok "open: not before it begins" tells open "" --on 2023-12-31
ok "happened: steps and dates, the latest first" tells happened \
    "GB/T 7-2023 2024-03-01 - 实施;GB/T 8-2010 2024-02-29 - 废止;GB/T 6-2024 2024-02-20 - 发布;news 1 2024-02-11 - -;20240002-T-469 2024-02 2024-03-15 征求意见"
ok "happened: since a day" tells happened "GB/T 7-2023 2024-03-01 - 实施;GB/T 8-2010 2024-02-29 - 废止;20240002-T-469 2024-02 2024-03-15 征求意见" --since 2024-02-21
ok "happened: a month that the day is in may be meant" tells happened "20240002-T-469 2024-02 2024-03-15 征求意见" --since 2024-02-28 --on 2024-02-28
ok "happened: since a month" says "2024-01-10  立项  20240001-T-469" news --since 2024年1月
ok "happened: a publication that a step tells is told once" tells happened "GB/T 7-2023 2023-11 - 发布" --since 2023-11 --on 2023-12-01
ok "coming: published, not yet in force, not withdrawn" tells coming "GB/T 6-2024 2024-09-01 - -"
ok "coming: until its day" tells coming "GB/T 9-2024 2024-12-01 - -" --on 2024-09-01
ok "coming: what is published later is not known yet" tells coming "GB/T 7-2023 2024-03-01 - -" --on 2024-02-19
ok "stalled: neither ended nor published, the longest ago first" \
    tells stalled "20210005-T-469 2021-06-01 2021-08-01 征求意见;20220003-T-469 2022-06 - 起草"
ok "stalled: counted from the end of a period" tells stalled "" --stalled 32
ok "stalled: from the last day of a month" tells stalled "20210005-T-469 2021-06-01 2021-08-01 征求意见" --stalled 21
ok "stalled: months" tells stalled "20210005-T-469 2021-06-01 2021-08-01 征求意见;20220003-T-469 2022-06 - 起草" --stalled 20
ok "of what a query finds" tells open "20240001-T-469 2024-02-04 2024-04-04 征求意见" 甲密码
ok "by a value" tells stalled "20210005-T-469 2021-06-01 2021-08-01 征求意见" kind:plan 戊数据
ok "a query that finds nothing" status 1 news 龘龘龘
ok "a query that cannot be read" status 2 news kind:
ok "and where" says "column 1: the field 'kind' needs a value" news --lang en kind:
ok "and where it is told" [ "$(news -f json | jq -c '[.open.items[].source]')" = '[null,"2024-02.txt"]' ]
ok "counted whole, shown in part" [ "$(news -f json -n 1 | jq -c '[.open.total, (.open.items | length), .happened.total]')" = "[2,1,5]" ]
ok "and so in words" says "另有 4 项" news -n 1
ok "none shown" [ "$(news -f json -n 0 | jq -c '[.open.total, (.open.items | length)]')" = "[2,0]" ]
ok "in Chinese" says "正在征求意见、投票（2）
  至 2024-03-15  征求意见  20240002-T-469  乙密码规范" news
ok "in English" says "What happened, 2024-02-10 to 2024-03-10: 5
  2024-03-01  in effect  GB/T 7-2023  Networks, seventh" news --lang en
ok "what has no English title has its own" says "2024-02-29  withdrawn  GB/T 8-2010  辛网络规范" news --lang en
ok "programs have both" [ "$(news -f json | jq -c '[.happened.items[0,1] | [.title, .title_en]]')" = \
    '[["庚网络规范","Networks, seventh"],["辛网络规范",null]]' ]
ok "as Markdown" says "## 即将实施（1）

- 2024-09-01  GB/T 6-2024  己网络规范" news -f md
ok "as a page" says "<h2>即将实施（1）</h2>
<p>2024-09-01  GB/T 6-2024  己网络规范</p>" news -f html
ok "to a file" [ -z "$(news -f html -o "$tmp/动态.html")" -a "$(tail -n 1 "$tmp/动态.html")" = "</html>" ]
ok "today is the day where none is given" [ "$("$biaosou" news -f json | jq -r .on)" = "$(date +%F)" ]
ok "a month before it is the first" [ "$(news --on 2024-03-31 -f json | jq -r .since)" = 2024-02-29 ]
for wrong in "--since soon" "--on 2024-02" "--stalled 0" "--since g0" "-f xml" "--lang fr"; do
    ok "wrong: $wrong" status 2 "$biaosou" news $wrong
done

# Generations.
ok "without a generation nothing is compared" [ "$(news -f json | jq -c '[.generations, .added]')" = "[null,null]" ]
sed '/GB\/T 8-2010/d; s/"甲密码规范","stage":"征求意见"/"甲密码规范 第1部分","stage":"审查"/' "$tmp/records.jsonl" >"$tmp/new.jsonl"
echo '{"id":"GB/T 10-2024","kind":"gb","title_zh":"新数据规范"}' >>"$tmp/new.jsonl"
cp "$tmp/new.jsonl" "$tmp/records.jsonl"
"$biaosou" index build --force "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
ok "added since a generation" tells added "GB/T 10-2024 - - -" --since 1
ok "changed, and in what" tells changed "20240001-T-469 - - title_zh, stage" --since g1
ok "gone" tells gone "GB/T 8-2010 - - -" --since 1
ok "which were compared" [ "$(news -f json --since 1 | jq -c .generations)" = "[1,2]" ]
ok "of what a query finds" tells added "GB/T 10-2024 - - -" --since 1 数据规范
ok "not of others" tells changed "" --since 1 数据规范
ok "in words" says "有变化，自第 1 代起（1）
  20240001-T-469  甲密码规范 第1部分  (title_zh, stage)" news --since 1
ok "with itself nothing differs" [ "$(news -f json --since 2 | jq -c '[.added.total, .changed.total, .gone.total]')" = "[0,0,0]" ]
ok "a generation that is not there" status 2 news --since 77

# A search for what is new.
finds() { # WANTED OPTION... QUERY: ids of all hits, in order of the number
    local got
    got=$("$biaosou" search -f json "${@:2}" | jq -r '[.hits[].id] | sort | join(" ")')
    [ "$got" = "$1" ] || { echo "found: $got"; return 1; }
}
ok "search: new or changed since a generation" finds "20240001-T-469 GB/T 10-2024" --since 1 规范
ok "search: what happened since a day" finds "GB/T 6-2024 GB/T 9-2024" --since 2024-06 规范
part() { [ "$("$biaosou" search -f json '甲密码规范 数据' | jq '.hits | length')" -gt 1 ] && finds "20240001-T-469" --since g1 '甲密码规范 数据'; }
ok "search: hits with a part of the query too" part
ok "search: counted alone" [ "$("$biaosou" search -f json --since 1 --facet kind 规范 | jq -c '[.total, (.facets.kind | map(.count) | add)]')" = "[2,2]" ]
ok "search: nothing since this one" status 1 "$biaosou" search --since 2 规范
ok "search: nor since tomorrow" status 1 "$biaosou" search --since 2999 规范
ok "search: a generation that is not there" status 2 "$biaosou" search --since 77 规范
for wrong in soon g0; do
    ok "search: wrong: $wrong" status 2 "$biaosou" search --since "$wrong" 规范
done

printf '{"id":"X 1","title_zh":"a\\u001b[31m 1 < 2 & *x*\\u202e","progress":[{"date":"2024-03-01","until":"2024-05-01","event":"e\\u0007"}]}\n' >"$tmp/bad.jsonl"
"$biaosou" index build -d "$tmp/bad" "$tmp/bad.jsonl" >/dev/null 2>&1
ok "what goes out is clean" [ "$(news -d "$tmp/bad" | grep -cP '[\x00-\x08\x1b\x{202e}]')" = 0 ]
ok "and escaped: HTML" says "1 &lt; 2 &amp; *x*" news -d "$tmp/bad" -f html
ok "Markdown" says '1 \< 2 \& \*x\*' news -d "$tmp/bad" -f md
"$biaosou" index build -d "$tmp/empty" /dev/null >/dev/null 2>&1 || { : >"$tmp/e.jsonl"; "$biaosou" index build -d "$tmp/empty" "$tmp/e.jsonl" >/dev/null 2>&1; }
ok "the empty index" status 1 news -d "$tmp/empty"
echo "1..$n"
exit $failed
