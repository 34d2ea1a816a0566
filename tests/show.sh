#!/usr/bin/env bash
# show: what is in force, editions both ways, what happened, where it is from, its page. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR BROWSER

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 801-1990","title_zh":"浮筒","status":"废止","published":"1990-01-05"}
{"id":"GB/T 801-2001","title_zh":"浮筒","status":"被代替","published":"2001-01-05","effective":"2001-06-01","relations":[{"type":"replaces","to":"GB/T 801-1990"},{"type":"replaces","to":"GB/T 802-1988"}]}
{"id":"GB/T 801-2015","title_zh":"浮筒 规范","status":"现行","published":"2015-01-05","effective":"2015-06-01","url":"https://example.org/801?a=1&b=2","relations":[{"type":"replaces","to":"GB/T 801-2001"},{"type":"adopts","to":"ISO 801:2014","degree":"MOD"}]}
{"id":"GB/T 801-2015/XG1-2017","title_zh":"浮筒 规范 第1号修改单","status":"现行","relations":[{"type":"amends","to":"GB/T 801-2015"}]}
{"id":"ISO 801:2014","title_en":"Buoys","status":"废止","url":"javascript:alert(1)","relations":[{"type":"adopts","to":"IEC 801:2012","degree":"IDT"}]}
{"id":"IEC 801:2012","title_en":"Buoys","status":"废止","withdrawn":"2014-02-03","url":"file:///etc/passwd"}
{"id":"20240801-T-469","title_zh":"浮筒 规范","stage":"征求意见","relations":[{"type":"replaces","to":"GB/T 801-2015"}]}
{"id":"GB/T 803-2010","title_zh":"浮标灯","status":"现行","published":"2010-01-05"}
{"id":"GB/T 803-2098","title_zh":"浮标灯","status":"即将实施","published":"2026-01-05","effective":"2098-06-01","relations":[{"type":"replaces","to":"GB/T 803-2010"}]}
{"id":"GB/T 804-2000","title_zh":"灯船","status":"被代替"}
{"id":"GB/T 805-2000","title_zh":"灯架","published":"2000-02-03"}
{"id":"GB/T 806-2000","title_zh":"灯座"}
{"id":"GB/T 807-2000","title_zh":"灯罩","status":"被代替"}
{"id":"GB/T 807-2005","title_zh":"灯罩","status":"废止","published":"2005-02-03","relations":[{"type":"replaces","to":"GB/T 807-2000"}]}
{"id":"GB/T 808-2000","title_zh":"甲","status":"废止","relations":[{"type":"replaces","to":"GB/T 809-2000"}]}
{"id":"GB/T 809-2000","title_zh":"乙","status":"废止","relations":[{"type":"replaces","to":"GB/T 808-2000"}]}
{"id":"GB/T 810.1-2000","title_zh":"系列 第1部分","status":"废止"}
{"id":"GB/T 810.1-2010","title_zh":"系列 第1部分","status":"现行"}
{"id":"GB/T 810.2-2010","title_zh":"系列 第2部分","status":"现行"}
{"id":"GB/T 810.3-2012","title_zh":"系列 第3部分","status":"现行"}
{"id":"news 2024-01 1.1","kind":"news","title_zh":"浮筒标准宣贯","published":"2024-01-05"}
{"id":"LAW 9","title_zh":"航道法"}
END
mkdir "$tmp/reports"
cat >"$tmp/reports/2024-01.jsonl" <<'END'
{"id":"GB/T 811-2024","title_zh":"号灯","progress":[{"date":"2024-01-09","event":"启动","text":"启动会","source":"2024-01.jsonl","heading":"召开启动会"},{"date":"2024-01","event":"起草","text":"起草中","source":"2024-01.jsonl"}]}
END
cat >"$tmp/reports/2024-02.jsonl" <<'END'

{"id":"GB/T 811-2024","title_zh":"号灯规范","published":"2024-02-06","progress":[{"date":"2024-02","event":"发布","source":"2024-02.jsonl"}]}
END
cat >"$tmp/reports/2024-03.jsonl" <<'END'
{"id":"GB/T 811-2024","status":"现行","effective":"2024-03-01","progress":[{"date":"2024-02","event":"发布","source":"2024-03.jsonl"}]}
END
"$biaosou" index build "$tmp/records.jsonl" "$tmp"/reports/*.jsonl >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

first() { # WANTED ARGUMENT...: the first line
    local wanted=$1 got
    shift
    got=$("$biaosou" show --lang zh "$@" 2>&1 | head -n 1)
    [ "$got" = "$wanted" ] || { echo "wanted: $wanted"; echo "got:    $got"; return 1; }
}
part() { # LABEL ARGUMENT...: the lines of LABEL are those of $tmp/wanted
    "$biaosou" show "${@:2}" | awk -v label="$1" '/^$/ { in_it = 0 } /^[^ ]/ { in_it = $1 == label } in_it' | sed 's/^[a-z]* *//; s/^ *//' |
        diff -u "$tmp/wanted" -
}
json() { # FILTER WANTED ARGUMENT...
    local got
    got=$("$biaosou" show --format json "${@:3}" 2>&1 | jq -c "$1")
    [ "$got" = "$2" ] || { echo "wanted: $2"; echo "got:    $got"; return 1; }
}
says() { # STATUS WANTED COMMAND...
    local status=$1 wanted=$2
    shift 2
    "$@" >"$tmp/said" 2>&1
    [ $? = "$status" ] && grep -qF -- "$wanted" "$tmp/said" || { cat "$tmp/said"; return 1; }
}

# the first line
ok "in force" first 'GB/T 801-2015  现行有效（2015-06-01 实施）；正在修订：20240801-T-469' 801
ok "in English" first 'GB/T 801-2015  in force (from 2015-06-01); being revised: 20240801-T-469' --lang en 801
ok "replaced: the chain to what is in force" first \
    'GB/T 801-1990  已被代替 → GB/T 801-2001（2001-06-01 实施） → GB/T 801-2015（2015-06-01 实施）' 'GB/T 801-1990'
ok "withdrawn, nothing in its place" first 'IEC 801:2012  已废止（2014-02-03），未见代替它的文件' 'IEC 801:2012'
ok "to be replaced" first 'GB/T 803-2010  即将被代替 → GB/T 803-2098（2098-06-01 实施）' 'GB/T 803-2010'
ok "not yet: what is in force until then" first 'GB/T 803-2098  尚未实施（2098-06-01 实施）；此前现行的是 GB/T 803-2010' 'GB/T 803-2098'
ok "replaced, by nobody knows what" first 'GB/T 804-2000  已被代替，代替它的文件不详' 804
ok "replaced by what is past too" first 'GB/T 807-2000  已被代替 → GB/T 807-2005（2005-02-03 发布），该文件也已不再有效' 'GB/T 807-2000'
ok "inferred" first 'GB/T 805-2000  现行有效（2000-02-03 发布）；未注状态，按日期推断' 805
ok "not known" first 'GB/T 806-2000  状态不详' 806
ok "a draft" first '20240801-T-469  尚未发布（征求意见）' 20240801
ok "news is never in force" first 'news 2024-01 1.1' 'news 2024-01 1.1'
ok "nor what is no standard" first 'LAW 9' 'LAW 9'
ok "each of several" eval '[ "$("$biaosou" show --lang zh 805 806 | grep -c "  现行有效（2000-02-03 发布）\|^GB/T 806-2000  状态不详$")" = 2 ]'
ok "coloured as check does" says 0 $'\033[31m已被代替\033[0m' "$biaosou" show --lang zh --color always 'GB/T 801-1990'
ok "on another day" first 'GB/T 801-2001  现行有效（2001-06-01 实施）' --on 2010-01-01 'GB/T 801-2001'
ok "the edition of that day" first 'GB/T 803-2010  即将被代替 → GB/T 803-2098（2098-06-01 实施）' --on 2090-01-01 803
ok "the edition of another" first 'GB/T 803-2098  现行有效（2098-06-01 实施）' --on 2099-01-01 803
ok "no day" says 2 "is no day" "$biaosou" show --on 2010 801

# what show says check says
agree() {
    local id=$1 shown checked
    shown=$("$biaosou" show --format json "$id" | jq -c '[.verdict, .valid, [.replaced_by[].id], .revised_by]')
    checked=$(printf '%s\n' "$id" | "$biaosou" check --format json - | jq -c '.rows[0] | [.verdict, .valid, [.replaced_by[].id], .revised_by]')
    [ "$shown" = "$checked" ] || { echo "show:  $shown"; echo "check: $checked"; return 1; }
}
for id in $(jq -r 'select(.id | test("^(GB|ISO|IEC)")) | .id | gsub(" "; "+")' "$tmp/records.jsonl"); do
    ok "as check: ${id//+/ }" agree "${id//+/ }"
done

# editions
cat >"$tmp/wanted" <<'END'
GB/T 802-1988
GB/T 801-1990  withdrawn  1990-01-05 published  浮筒
GB/T 801-2001  superseded  2001-01-05 published, 2001-06-01 in effect  浮筒
GB/T 801-2015  in force  2015-01-05 published, 2015-06-01 in effect  ←
20240801-T-469  征求意见
END
ok "editions from the first to what will come" part editions 801
ok "seen from the first" json '[.editions[] | [.id, .itself]]' \
    '[["GB/T 801-1990",true],["GB/T 801-2001",false],["GB/T 801-2015",false]]' 'GB/T 801-1990'
ok "in force in its place" json .in_force '"GB/T 801-2015"' 'GB/T 801-1990'
ok "in nothing's place" json .in_force null 'GB/T 807-2000'
ok "without relations: by the number" json '[.editions[].id]' '["GB/T 810.1-2000","GB/T 810.1-2010"]' 810.1
ok "a circle ends" json '[.editions[].id]' '["GB/T 808-2000","GB/T 809-2000"]' 'GB/T 809-2000'
: >"$tmp/wanted"
ok "no editions, no label" part editions 805

# relations
printf 'adopts ISO 801:2014 (MOD)  withdrawn  Buoys\n' >"$tmp/wanted"
ok "what it adopts, how, and what became of that" part relations 801
printf 'adopted-by GB/T 801-2015 (MOD)  in force  浮筒 规范\n' >"$tmp/wanted"
ok "who adopts it, and how" part related 'ISO 801:2014'
printf 'amended-by GB/T 801-2015/XG1-2017  in force  浮筒 规范 第1号修改单\n' >"$tmp/wanted"
ok "amendments" part related 801
printf 'GB/T 810.1-2010  in force  系列 第1部分\nGB/T 810.3-2012  in force  系列 第3部分\n' >"$tmp/wanted"
ok "the other parts, the newest of each" part parts 810.2
ok "of the degree JSON too" json '.related[0] | [.degree, .status]' '["MOD","现行"]' 'ISO 801:2014'

# what happened, and where it is told
cat >"$tmp/wanted" <<'END'
2024-01  起草  起草中  (2024-01.jsonl:1)
2024-01-09  启动  启动会  (2024-01.jsonl: 召开启动会)
2024-02-06  发布  (2024-02.jsonl:2, 2024-03.jsonl:1)
2024-03-01  实施
END
ok "a timeline, each step once" part timeline 811
ok "JSON: each with its places" json '[.timeline[] | [.date, .event, .places, .heading]] | .[1,2]' \
    $'["2024-01-09","启动",["2024-01.jsonl"],"召开启动会"]\n["2024-02-06","发布",["2024-02.jsonl:2","2024-03.jsonl:1"],null]' 811
cat >"$tmp/twice.jsonl" <<'END'
{"id":"20240813-T-469","title_zh":"号旗","progress":[{"date":"2024-02-04","until":"2024-04-04","event":"征求意见","text":"短","source":"a.txt"},{"date":"2024-02-04","until":"2024-04-04","event":"征求意见","text":"较长的说法","source":"b.txt"},{"date":"2024-02-04","event":"审查","source":"b.txt"},{"date":"2024-02-04","text":"没有事件","source":"b.txt"},{"date":"2024-02-04","text":"也没有","source":"b.txt"}]}
END
"$biaosou" index build -d "$tmp/twice" "$tmp/twice.jsonl" >/dev/null 2>&1
ok "what two sources tell in other words is one step, with both" [ "$("$biaosou" show -d "$tmp/twice" -f json 20240813 |
    jq -c '[.timeline[] | [.event, .text, .places]]')" = '[["征求意见","较长的说法",["a.txt","b.txt"]],["审查",null,["b.txt"]],[null,"没有事件",["b.txt"]],[null,"也没有",["b.txt"]]]' ]
"$biaosou" show --lang zh --sources 811 | sed "1d; s|$tmp/||" >"$tmp/got"
cat >"$tmp/wanted" <<'END'
reports/2024-01.jsonl:1
  2024-01  起草  起草中
  2024-01-09  启动  启动会
  title_zh: 号灯（未采用：以 reports/2024-02.jsonl:2 为准，较新）
reports/2024-02.jsonl:2
  2024-02  发布
  published: 2024-02-06
  title_zh: 号灯规范
reports/2024-03.jsonl:1
  2024-02  发布
  effective: 2024-03-01
END
sed -i "s|$tmp/||g" "$tmp/got"
ok "each source with what it said" diff -u "$tmp/wanted" "$tmp/got"
ok "one source" says 0 "所知的全部内容" "$biaosou" show --lang zh --sources 805
ok "what JSON has already" says 2 "JSON has" "$biaosou" show --sources -f json 805

# its page
cat >"$tmp/browser" <<'END'
#!/bin/sh
printf '%s\n' "$#" "$1" >"$0.got"
END
printf '#!/bin/sh\nexit 3\n' >"$tmp/broken"
chmod +x "$tmp/browser" "$tmp/broken"
opened() { # its address is one argument, whatever a shell would make of it
    BROWSER=$tmp/browser "$biaosou" show --open 801 && printf '%s\n' 1 'https://example.org/801?a=1&b=2' | diff - "$tmp/browser.got"
}
ok "--open" opened
ok "which is said" says 0 'https://example.org/801?a=1&b=2' env BROWSER="$tmp/browser" "$biaosou" show --open 801
ok "of several browsers the first that there is" says 0 'https://example.org' env BROWSER="$tmp/none:$tmp/browser" "$biaosou" show --open 801
ok "none" says 5 "no browser" env BROWSER="$tmp/none" "$biaosou" show --open 801
ok "one that fails" says 5 "could not open" env BROWSER="$tmp/broken" "$biaosou" show --open 801
rm -f "$tmp/browser.got"
ok "no address" says 1 "GB/T 805-2000: its record has no address" env BROWSER="$tmp/browser" "$biaosou" show --open 805
ok "none of the web" says 1 "no address" env BROWSER="$tmp/browser" "$biaosou" show --open 'ISO 801:2014'
ok "nor a file" says 1 "no address" env BROWSER="$tmp/browser" "$biaosou" show --open 'IEC 801:2012'
ok "these are not opened" [ ! -e "$tmp/browser.got" ]

# on a terminal
if command -v python3 >/dev/null; then
    BIAOSOU_PAGER=cat python3 "$TESTS_DIR/terminal.py" 40 "$biaosou" show --lang zh --color never 'GB/T 801-1990' | head -n 3 >"$tmp/got"
    printf '%s\n' 'GB/T 801-1990  已被代替 → GB/T 801-2001' '  （2001-06-01 实施） → GB/T 801-2015' '  （2015-06-01 实施）' >"$tmp/wanted"
    ok "lines are as wide as the terminal" diff -u "$tmp/wanted" "$tmp/got"
    BIAOSOU_PAGER=cat python3 "$TESTS_DIR/terminal.py" 40 "$biaosou" show --lang zh --color never 801 | sed -n '/^版本/,/^网址/p' | sed -n '4,6p' >"$tmp/got"
    printf '            %s\n' 'GB/T 801-2001  被代替' '2001-01-05 发布，2001-06-01' '实施  浮筒' >"$tmp/wanted"
    ok "and hang below their label's value" diff -u "$tmp/wanted" "$tmp/got"
else
    skip "lines are as wide as the terminal" "no python3 here"
    skip "and hang below their label's value" "no python3 here"
fi
# A record of which very much is said: all of it is shown, each step once with all that tell it, and each document once.
jq -nc '{id:"GB/T 890-2020", title_zh:"灯船", status:"现行",
    relations:[range(10000) | {type:(["cites","adopts","includes"][. % 3]), to:"ISO \(. + 1):2018"}],
    progress:[range(10000) | {date:"\(1900 + (. % 100 | floor))-01-01", until:"\(2000 + (. / 200 | floor))-01-01", event:"征求意见", source:"\(.).txt"}],
    sources:[range(10000) | {file:"a/\(.).txt", line:1}]}, (range(1500) | {id:"GB/T \(. + 10000)-2021", title_zh:"灯船 \(.)",
    relations:[{type:"cites", to:"GB/T 890-2020"}, {type:"cites", to:"GB/T 890"}]})' >"$tmp/many.jsonl"
"$biaosou" index build -d "$tmp/many" "$tmp/many.jsonl" >"$tmp/out" 2>&1 || cat "$tmp/out"
many() {
    local got
    got=$("$biaosou" show -d "$tmp/many" --format json 'GB/T 890-2020' | jq -c '[(.record.relations | length), (.timeline | length), (.timeline | map(.places | length) | add), (.timeline[0].places | length), (.related | length)]')
    [ "$got" = '[10000,5000,10000,2,1000]' ] || { echo "$got"; return 1; }
}
ok "ten thousand relations, steps and sources" many
lines() { [ "$("$biaosou" show -d "$tmp/many" --lang en 'GB/T 890-2020' | grep -cE '(cites|adopts|includes) ISO [0-9]+:2018$')" = 10000 ]; }
ok "for people too" lines
happened() { [ "$("$biaosou" news -d "$tmp/many" --since 1900 -f json 灯船 | jq .happened.total)" = 5000 ]; }
ok "as news each step once" happened
echo "1..$n"
exit "$failed"
