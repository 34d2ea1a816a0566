#!/usr/bin/env bash
# impact: who cites a document or an earlier edition of it, and which citations are to be revised. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

citing() { # ID STATUS CITED...
    local id=$1 status=$2 to cites=
    shift 2
    for to; do
        cites+="{\"type\":\"cites\",\"to\":\"$to\"},"
    done
    printf '{"id":"%s","title_zh":"引用者 %s","status":"%s","published":"2012-01-01","relations":[%s]}\n' "$id" "$id" "$status" "${cites%,}"
}
{
    cat <<'END'
{"id":"GB/T 601-1990","title_zh":"锚灯","status":"废止","published":"1990-01-01"}
{"id":"GB/T 601-2001","title_zh":"锚灯","status":"被代替","published":"2001-01-01","effective":"2001-06-01","relations":[{"type":"replaces","to":"GB/T 601-1990"},{"type":"replaces","to":"GB 602-1985"}]}
{"id":"GB/T 601-2015","title_zh":"锚灯","status":"现行","published":"2015-01-01","effective":"2015-06-01","relations":[{"type":"replaces","to":"GB/T 601-2001"}]}
{"id":"GB/T 601-2098","title_zh":"锚灯","status":"即将实施","published":"2026-01-01","effective":"2098-01-01","relations":[{"type":"replaces","to":"GB/T 601-2015"}]}
{"id":"GB/T 603-1999","title_zh":"舷灯","status":"废止","published":"1999-01-01","withdrawn":"2010-05-06"}
{"id":"GB/T 604.1-2010","title_zh":"桅灯 第1部分","status":"现行","published":"2010-01-01"}
{"id":"GB/T 606-1990","title_zh":"艉灯","status":"废止","published":"1990-01-01"}
{"id":"GB/T 606.1-2010","title_zh":"艉灯 第1部分","status":"现行","published":"2010-01-01"}
{"id":"GB/T 605-2010","title_zh":"尾灯","status":"现行","published":"2010-01-01"}
{"id":"GB/T 605.1-2010","title_zh":"尾灯 第1部分","status":"现行","published":"2010-01-01"}
{"id":"news 2024-01 1.1","kind":"news","title_zh":"锚灯标准宣贯","published":"2024-01-05","relations":[{"type":"cites","to":"GB/T 601-2001"}]}
END
    citing "GB/T 711-2012" 现行 "GB/T 601-2001"
    citing "GB/T 712-2012" 现行 "GB/T 601"
    citing "GB/T 713-2012" 现行 "GB/T 601-2015" "GB/T 601-1990"
    citing "GB/T 714-2012" 废止 "GB/T 601-2001"
    citing "GB/T 715-2012" 现行 "GB 602"
    citing "GB/T 716-2012" 现行 "GB/T 601-2098"
    citing "GB/T 717-2012" 现行 "GB/T 603-1999" "GB/T 604" "GB/T 605"
    citing "GB/T 718-2012" 现行 "GB/T 603"
    citing "GB/T 720-2012" 现行 "GB/T 606"
    citing "GB/T 719-2012" 现行 "GB/T 999-2000"
} >"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

impact() { # ID OPTION...
    "$biaosou" impact --format json "$@" >"$tmp/json" 2>"$tmp/err"
    status=$?
}
rows() { # ID WANTED OPTION...: its rows "CITING>CITED REVISE IN-FORCE", in their order, with | between
    local wanted=$2 got
    impact "$1" "${@:3}"
    got=$(jq -r '[.cited_by[] | "\(.id[5:8])>\(.cites) \(.revise) \(.in_force // "-")"] | join("|")' "$tmp/json")
    [ "$got" = "$wanted" ] || { echo "wanted: $wanted"; echo "got:    $got"; cat "$tmp/err"; return 1; }
}
ends() { # STATUS ID OPTION...
    local wanted=$1
    shift
    impact "$@"
    [ $status = "$wanted" ] || { echo "status $status"; cat "$tmp/err"; return 1; }
}
value() { # ID FILTER WANTED
    local got
    impact "$1"
    got=$(jq -c "$2" "$tmp/json")
    [ "$got" = "$3" ] || { echo "wanted: $3"; echo "got:    $got"; return 1; }
}
says() { # WANTED COMMAND...
    local wanted=$1
    shift
    "$@" >"$tmp/said" 2>&1
    grep -qF -- "$wanted" "$tmp/said" || { cat "$tmp/said"; return 1; }
}
text() { # ID OPTION... <WANTED: as text
    "$biaosou" impact --lang zh "$@" | diff -u "$tmp/wanted" -
}

new='GB/T 601-2015'
ok "this edition and those before it, what is to be revised first" rows "$new" \
    "715>GB 602 true $new|713>GB/T 601-1990 true $new|711>GB/T 601-2001 true $new|713>GB/T 601-2015 false $new|712>GB/T 601 false $new"
ok "an older edition: not who cites the newer" rows 'GB/T 601-2001' \
    "715>GB 602 true $new|713>GB/T 601-1990 true $new|711>GB/T 601-2001 true $new|712>GB/T 601 false $new"
ok "the first" rows 'GB/T 601-1990' "713>GB/T 601-1990 true $new|712>GB/T 601 false $new"
ok "a number without a year: the edition in force" value 'GB/T 601' .id '"GB/T 601-2015"'
ok "what is to come" rows 'GB/T 601-2098' \
    "715>GB 602 true $new|713>GB/T 601-1990 true $new|711>GB/T 601-2001 true $new|716>GB/T 601-2098 false -|713>GB/T 601-2015 false $new|712>GB/T 601 false $new"
ok "withdrawn with nothing in its place: without a year too" rows 'GB/T 603-1999' "718>GB/T 603 true -|717>GB/T 603-1999 true -"
ok "who cites all parts cites each" rows 'GB/T 604.1-2010' "717>GB/T 604 false GB/T 604.1-2010"
ok "but not where the whole number is another document" rows 'GB/T 605.1-2010' ""
ok "a number whose parts took its place: once" rows 'GB/T 606-1990' "720>GB/T 606 false GB/T 606.1-2010"
ok "a document that nobody has" rows 'GB/T 999-2000' "719>GB/T 999-2000 false -"
ok "how many are not in force" value 'GB/T 601-2015' .verdicts '{"in-force":4,"withdrawn":1}'
ok "they too" value 'GB/T 601-2015' '[.cited_by[].id | select(. == "GB/T 714-2012")]' '[]'
impact 'GB/T 601-2015' --all
ok "with --all" jq -e '.cited_by | any(.id == "GB/T 714-2012" and .verdict == "withdrawn" and .revise)' "$tmp/json"
ok "news is no standard" jq -e '.cited_by | all(.id | startswith("GB/T 7"))' "$tmp/json"
ok "how many are to be revised" value 'GB/T 601-2015' .revise 3
ok "where it is known from" value 'GB/T 603-1999' '[.cited_by[].sources | length]' '[1,1]'
ok "on a day on which the old one was in force" rows 'GB/T 601-2001' \
    "715>GB 602 true GB/T 601-2001|713>GB/T 601-1990 true GB/T 601-2001|712>GB/T 601 false GB/T 601-2001|711>GB/T 601-2001 false GB/T 601-2001" --on 2013-01-01

ok "somebody cites it: 0" ends 0 'GB/T 601-2015'
ok "nobody: 1" ends 1 'GB/T 605.1-2010'
ok "no document: 1" ends 1 'GB/T 998'
ok "which is said" says "no document 'GB/T 998'" "$biaosou" impact 'GB/T 998'
ok "only who is not in force: 1" ends 1 'GB/T 714-2012'
ok "no day: 2" ends 2 'GB/T 601-2015' --on 2013
ok "no format: 2" says "none of text, csv, json" "$biaosou" impact -f xml 1
ok "a table of two: 2" says "a table is of one document" "$biaosou" impact -f csv 'GB/T 601-2015' 'GB/T 603-1999'

cat >"$tmp/wanted" <<'END'
GB/T 603-1999  已废止（2010-05-06），未见代替它的文件
GB/T 718-2012  现行有效  GB/T 603       需修订  引用者 GB/T 718-2012
GB/T 717-2012  现行有效  GB/T 603-1999  需修订  引用者 GB/T 717-2012
有效文件 2 项引用它或其旧版；需修订的引用 2 处
END
ok "text" text 603
cat >"$tmp/wanted" <<'END'
GB/T 601-1990  replaced → GB/T 601-2001 (from 2001-06-01) → GB/T 601-2015 (from 2015-06-01)
GB/T 713-2012  in force  GB/T 601-1990  revise              引用者 GB/T 713-2012
GB/T 712-2012  in force  GB/T 601       follows the newest  引用者 GB/T 712-2012
cited by 2 in force; citations to be revised: 1
END
ok "in English" text 'GB/T 601-1990' --lang en
printf '\xef\xbb\xbf%s\r\n' '引用文件,结论,引用编号,注日期,处理,现行版本,名称,来源' \
    "GB/T 717-2012,现行有效,GB/T 604,不注日期,随最新版,GB/T 604.1-2010,引用者 GB/T 717-2012,$tmp/records.jsonl:18" |
    sed '2s/^\xef\xbb\xbf//' >"$tmp/wanted"
ok "CSV" text 'GB/T 604.1-2010' --format csv
ok "colours" says $'\033[31m需修订\033[0m' "$biaosou" impact --lang zh --color always 603
echo "1..$n"
exit "$failed"
