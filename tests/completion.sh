#!/bin/bash
# What the shells offer on a command line: the program says it, and each shell asks it. TAP.
. "$TESTS_DIR/tap.bash"
biaosou=$BIAOSOU
completion=$(cd "$TESTS_DIR/.." && pwd)/doc/completion
unset XDG_DATA_HOME LANGUAGE
export LC_ALL=C.UTF-8 BIAOSOU_INDEX=$tmp/index PATH=$(dirname "$BIAOSOU"):$PATH
cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 22239-2019","kind":"gb","title_zh":"网络安全等级保护基本要求"}
{"id":"GB/T 22240-2020","kind":"gb","title_zh":"网络安全等级保护定级指南"}
{"id":"ISO 4:2001","kind":"iso","title_en":"Hoists and winches"}
END
"$biaosou" index build "$tmp/records.jsonl" >/dev/null 2>&1

offers() { # WANTED WORD...: the candidates, with blanks between
    local got
    got=$("$biaosou" complete -- "${@:2}" | cut -f1 | paste -sd' ')
    [ "$got" = "$1" ] || { echo "offered: $got"; return 1; }
}
ok "commands" offers "search show suggest serve" s
ok "subcommands" offers "delete diff" index d
ok "options" offers "--hyperlinks= --help" search --h
ok "with what they do" eval '"$biaosou" complete -- search --expl | grep -qP "^--explain\tShow how"'
ok "in the reader's language" eval '"$biaosou" complete --lang zh -- search --expl | grep -qP "^--explain\t说明"'
ok "of a subcommand" offers "--dir= --digest" index check --di
ok "values" offers "text json" show -f ""
ok "of a long option" offers "relevance number published" search --sort ""
ok "in the same word" offers "--sort=number" search --sort=n
ok "of every command" offers "zh en" news --lang ""
ok "facets" offers "$("$biaosou" search --help | sed -n 's/.*Count the results by FIELD: //p' | tr -d ,)" search --facet ""
ok "a file is the shell's" offers "" search -o ""
ok "so are files that are read" offers "" convert ""
ok "fields" offers "kind:" search k
ok "values of a field" offers "kind:iso kind:iso-iec" search kind:is
ok "numbers" offers "GB/T 22239-2019" show GB/T\ 22239
ok "which begin as they are typed" offers "" show 22239
ok "of any document that is named" offers "GB/T 22239-2019" impact "GB/T 22239"
ok "words of titles" offers "网络安全等级保护基本要求" search 网络安全等级保护基本
ok "nothing for what is not so" offers "" search 要求
ok "after an option without a value the arguments" offers "kind:" search --explain k
ok "no command" offers "" nonsense ""
unset_index() { BIAOSOU_INDEX=$tmp/none offers "" show 222; }
ok "nothing where there is no index" unset_index

bash_offers() { # WANTED LINE WORD...: what bash puts for the last of the words into which it divides the line
    local got
    # shellcheck disable=SC2016
    got=$(bash -c '. "$0"; COMP_LINE=$1; COMP_POINT=${#1}; COMP_WORDS=("${@:2}"); COMP_CWORD=$(($# - 2)); _biaosou 2>/dev/null
        printf "%s|" "${COMPREPLY[@]}"' "$completion/biaosou" "${@:2}")
    [ "$got" = "$1" ] || { echo "offered: $got"; return 1; }
}
ok "bash: commands" bash_offers "search|show|suggest|serve|" "biaosou s" biaosou s
ok "bash: after a blank" bash_offers "text|json|" "biaosou show -f " biaosou show -f ""
ok "bash: it divides at =" bash_offers "number|" "biaosou search --sort=n" biaosou search --sort = n
ok "bash: also before the value" bash_offers "relevance|number|published|" "biaosou search --sort=" biaosou search --sort =
ok "bash: and at :" bash_offers "iso|iso-iec|" "biaosou search kind:is" biaosou search kind : is
ok "bash: of the index" bash_offers "网络安全等级保护定级指南|" "biaosou search 网络安全等级保护定" biaosou search 网络安全等级保护定

# A record may say anything: what it says is one word, and no command.
mkdir "$tmp/false"
printf '#!/bin/sh\ncat "%s/said"\n' "$tmp" >"$tmp/false/biaosou"
chmod +x "$tmp/false/biaosou"
word_stays() { # CANDIDATE: bash reads what is put for it as that one word
    local put
    printf '%s\tA title\n' "$1" x >"$tmp/said"
    put=$(PATH=$tmp/false:$PATH bash_offers "" "biaosou search " biaosou search "")
    put=${put#offered: } put=${put%%|*}
    (cd "$tmp" && eval "set -- \"\$1\" $put") && [ $# = 1 ] || return 1
    [ "$(cd "$tmp" && eval "printf '%s\n' $put")" = "$1" ] && [ ! -e "$tmp/ran" ] || { echo "put: $put"; return 1; }
}
for title in '样例$(touch ran)' '样例$(touch ran):' '--样例;touch ran;a=' '样例`touch ran`' "样例'; touch ran; '" '样例 \&'; do
    ok "bash: quoted: $title" word_stays "$title"
done
if command -v fish >/dev/null; then
    fish_offers() { # WANTED LINE
        local got
        got=$(HOME=$tmp fish --no-config -c "source $completion/biaosou.fish; complete -C '$2'" 2>&1 | cut -f1 | paste -sd'|')
        [ "$got" = "$1" ] || { echo "offered: $got"; return 1; }
    }
    ok "fish: commands" fish_offers "search|serve|show|suggest" "biaosou s"
    ok "fish: values" fish_offers "json|text" "biaosou show -f "
    ok "fish: of the index" fish_offers "网络安全等级保护定级指南" "biaosou search 网络安全等级保护定"
else
    skip "fish" "no fish here"
fi
if command -v zsh >/dev/null; then
    ok "zsh can read its own" zsh -n "$completion/_biaosou"
    zsh_offers() { # WANTED WORD...: what _describe is given
        local got
        got=$(HOME=$tmp zsh -f -c '_files() { print files }; _describe() { print -rl -- $closed $open }
            words=("${@[2,-1]}") CURRENT=$#words; f() { source "$1" }; f "$1"' zsh "$completion/_biaosou" biaosou "${@:2}" | paste -sd'|')
        [ "$got" = "$1" ] || { echo "offered: $got"; return 1; }
    }
    ok "zsh: values" zsh_offers "text|json" show -f ""
    ok "zsh: with what they are, colons quoted" zsh_offers 'kind\::kind' search k
    ok "zsh: files where the program knows none" zsh_offers "files" convert ""
else
    skip "zsh" "no zsh here"
fi
echo "1..$n"
exit "$failed"
