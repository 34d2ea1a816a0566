#!/usr/bin/env bash
# doc/operators.md: what anyone can run does what the page says; what root runs names units and options that there are. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
export BIAOSOU=${BIAOSOU:-$PWD/biaosou} LC_ALL=C.UTF-8
unset BIAOSOU_INDEX
top=$(cd "$TESTS_DIR/.." && pwd)
page=$top/doc/operators.md
mkdir "$tmp/bin" "$tmp/work"
ln -s "$BIAOSOU" "$tmp/bin/biaosou"
export PATH=$tmp/bin:$PATH

blocks() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$page" | sed '/^```/d'; }
blocks console >"$tmp/console"

# As much of curl as the page needs, where there is none.
if ! command -v curl >"$tmp/out" && command -v python3 >"$tmp/out"; then
    cat >"$tmp/bin/curl" <<'END'
#!/usr/bin/env python3
import http.client, socket, sys
client = http.client.HTTPConnection("localhost")
client.sock = socket.socket(socket.AF_UNIX)
client.sock.connect(sys.argv[sys.argv.index("--unix-socket") + 1])
client.request("GET", sys.argv[-1].removeprefix("http://localhost"))
sys.stdout.write(client.getresponse().read().decode())
END
    chmod +x "$tmp/bin/curl"
fi

without_times() { sed -E 's/ in [0-9.]+ s$/ in 0.1 s/'; }

# The page's commands are one script, so that what one starts another can end. It is ended, with all that it started, where
# something waits for ever.
runs_as_told() {
    grep -v '^# ' "$tmp/console" | without_times >"$tmp/page"
    while IFS= read -r line; do
        [[ $line == '$ '* ]] && printf "printf '%%s\\\\n' %q\n%s\n" "$line" "${line#'$ '}"
    done <"$tmp/page" >"$tmp/script"
    (cd "$tmp/work" && LANGUAGE=en timeout 120 bash "$tmp/script" </dev/null) 2>&1 | without_times >"$tmp/printed"
    grep -q 'kill' "$tmp/printed" && diff -u --label page --label program "$tmp/page" "$tmp/printed"
}
if command -v curl >"$tmp/out"; then
    ok "commands of the page" runs_as_told
else
    skip "commands of the page" "neither curl nor python3 here"
fi

left_nothing() { ls "$tmp/work" && [ ! -e "$tmp/work/http.socket" ] && [ -e "$tmp/work/index/CURRENT" ]; }
command -v curl >"$tmp/out" && ok "the server has ended and removed its socket" left_nothing

units_exist() {
    local unit bad=0
    while read -r unit; do
        [ -e "$top/systemd/$unit" ] || [ -e "$top/systemd/$unit.in" ] || { echo "there is no $unit"; bad=1; }
    done < <(grep -oE 'biaosou(-[a-z]+)?\.(service|socket|timer)\b' "$page" | sort -u | grep -v '^http')
    return $bad
}
ok "units" units_exist

# COMMAND as it is called, its options beside.
has_options() { # has_options OPTIONS COMMAND...
    local option
    for option in $(grep -oE -- '(^| )--[a-z-]+' <<<"$1"); do
        "$BIAOSOU" "${@:2}" --help | grep -qE -- "^  (-[a-z], )?$option( |=)" || { echo "${*:2} has no $option"; return 1; }
    done
}
options_exist() {
    local line bad=0 found=0
    while read -r line; do
        found=$((found + 1))
        # shellcheck disable=SC2086
        set -- $line
        if [ "$2" = index ]; then has_options "$line" "$2" "$3"; else has_options "$line" "$2"; fi || bad=1
    done < <(sed -n 's/^# .*-- biaosou /biaosou /p' "$tmp/console")
    has_options "$(blocks sh | sed -n 's/^BIAOSOU_INDEX_OPTIONS="\(.*\)"/\1/p')" index build || bad=1
    has_options "$(blocks sh | sed -n 's/^BIAOSOU_SERVE_OPTIONS="\(.*\)"/\1/p')" serve || bad=1
    [ $bad = 0 ] && [ $found -gt 0 ]
}
ok "options" options_exist

# The names in the page are those of the units.
places() {
    local name
    while read -r name; do
        grep -q "$name" "$top/systemd/"*.service.in || { echo "no unit takes $name"; return 1; }
    done < <(blocks sh | sed -n 's/^\([A-Z_]*\)=.*/\1/p')
    grep -qxF 'ListenStream=%t/biaosou.socket' "$top/systemd/biaosou.socket" && blocks nginx | grep -qF 'unix:/run/biaosou.socket;'
}
ok "settings and the socket" places

links() {
    local link bad=0
    while read -r link; do
        [ -e "$top/doc/$link" ] || { echo "no $link"; bad=1; }
    done < <(grep -oE '\]\([^)]+\)' "$page" | sed 's/^](//; s/)$//' | grep -v '^http')
    return $bad
}
ok "links" links

echo "1..$n"
exit $failed
