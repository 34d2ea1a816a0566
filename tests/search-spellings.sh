#!/usr/bin/env bash
# Words that are written glued, with a hyphen or with a space; signs; letters that are read as others:
# every spelling finds the same documents, those that write it as the query does first. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

# A letter a line names its documents; the title follows.
titles=$(cat <<'END'
a1	Cable 35kV
a2	Cable 35 kV
a3	Cable 35-kV
a4	Cable 10~35 kV
a5	Cable 135 kV with 35 strands
b1	Bus RS485
b2	Bus RS-485
b3	Bus RS 485
c1	Access points WiFi
c2	Access points Wi-Fi
d1	Sheets nonmetallic
d2	Sheets non-metallic
d3	Sheets non metallic
d4	Sheets not metallic, non ferrous
e1	Sampler PM2.5
e2	Sampler PM 2.5
f1	Networks 5G
f2	Networks 5 G
f3	Networks of 5 kinds, type G
g1	Baths at 25℃
g2	Baths at 25 °C
g3	Baths of kind C, 25 of them
h1	Film of 10μm
h2	Film of 10 µm
i1	Résumé of tests
i2	Resume of tests
j1	Signs ± and ½
j2	Signs 1 and 2
k1	Plates of 4 m²
k2	Plates of 4 ㎡
k3	Plates of 4 m2
l1	Door No 7
l2	Door № 8
m1	人々の安全
m2	人人的安全
n1	Limit of 50%
n2	Limit of 50 %
n3	Limit of 50 cars
o1	Smile 😀
p1	Feed CO₂
p2	Feed CO2
p3	Feed CO 2
q1	Line АBC of works
q2	Line ABC of works
r1	Email for all
r2	E-mail for all
s1	Lamps of 1 V
s2	Lamps, part 1 of V
END
)
while IFS=$'\t' read -r id title; do
    jq -cn --arg id "Q/${id^^}-2020" --arg title "$title" '{id: $id, title_en: $title}'
done <<<"$titles" >"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# results QUERY: the names of its results, in order
results() {
    "$biaosou" search -n 50 --format json -- "$1" 2>/dev/null |
        jq -r '.hits[] | select(.relaxed | not) | .id[2:-5] | ascii_downcase' | paste -sd' '
}
# same "NAMES" QUERY...: each query has just these results
same() {
    local want=$1 query got
    shift
    for query; do
        got=$(results "$query" | tr ' ' '\n' | sort | paste -sd' ')
        [ "$got" = "$want" ] || { echo "$query: wanted $want, got $got"; return 1; }
    done
}
# leads NAME QUERY: the first result
leads() { [ "$(results "$2" | cut -d' ' -f1)" = "$1" ] || { results "$2"; return 1; }; }

echo "1..34"
ok "a number and its unit, the unit of a range" same "a1 a2 a3 a4" 35kV '35 kV' '35 kv' 35KV
ok "glued first" leads a1 'cable 35kV'
ok "spaced first" leads a2 'cable 35 kV'
ok "in a field" same "a1 a2 a3 a4" title:35kV 'title:(35 kV)'
ok "in a phrase" same "a1 a2 a3" '"cable 35kV"' '"cable 35 kV"' '"cable 35-kV"'
ok "the other number of a range" same "a4" 10kV '10 kV'
ok "a name with a number" same "b1 b2 b3" RS485 'bus RS-485' 'RS 485' rs485
ok "as it is written first" leads b1 'bus RS485'
ok "in a phrase too" same "b1 b2 b3" '"bus rs485"' '"bus RS 485"'
ok "letters" same "c1 c2" WiFi Wi-Fi wifi
ok "and what is written with a hyphen first" leads c2 'access points Wi-Fi'
ok "in a field too" same "c1 c2" title:wifi title:wi-fi
ok "what words begin with" same "d1 d2 d3" nonmetallic non-metallic 'non metallic'
ok "by stem" same "d1 d2 d3" nonmetallics
ok "e-mail" same "r1 r2" email e-mail
ok "a point" same "e1 e2" PM2.5 'PM 2.5'
ok "a letter: no document that has both apart" same "f1 f2" 5G '5 G'
ok "a number and a letter as well" same "s1" '1 V' 1V
ok "degrees" same "g1 g2" 25℃ '25 ℃' '25 °C' 25°C
ok "the sign is not its letter" same "g1 g2" ℃ °C
ok "micrometres" same "h1 h2" 10μm '10 µm' 10µm
ok "accents" same "i1 i2" resume résumé
ok "signs by themselves" same "j1" ± ½
ok "squares" same "k1 k2 k3" m² ㎡ m2 '4 m²'
ok "a number sign is no word" same "l2" №
ok "but the word finds it" same "l1 l2" 'door no'
ok "what repeats a character" same "m1 m2" 人々 人人
ok "per cent" same "n1 n2" 50% '50 %'
ok "a picture" same "o1" 😀
ok "below and beside" same "p1 p2 p3" CO₂ CO2 'CO 2'
ok "letters that look the same" same "q1 q2" ABC АBC
ok "a sign that nothing has empties no result set" same "l1 l2" 'door ∞'
ok "a sign that something has orders it" leads j1 'signs ±'
ok "parts count where nothing has both together" same "s2" 'lamps part 1V' 'lamps part 1 V'
exit $failed
