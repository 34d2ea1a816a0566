#!/usr/bin/env bash
# The units for systemd: what they start is there and has the options that they give it, systemd understands them where it is,
# and the index that the one user writes can be read by the other. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
export BIAOSOU=${BIAOSOU:-$PWD/biaosou} LC_ALL=C.UTF-8
unset BIAOSOU_INDEX
units=$TESTS_DIR/../systemd

# As installed, but with the program that was built.
mkdir "$tmp/units"
cp "$units"/*.socket "$units"/*.timer "$tmp/units"
for unit in biaosou biaosou-index; do
    sed "s|^ExecStart=/[^ ]*/biaosou |ExecStart=$BIAOSOU |" "systemd/$unit.service" >"$tmp/units/$unit.service"
done

made_whole() { ! grep -nE '@[a-z]+@' systemd/*.service; }
ok "every folder is filled in" made_whole

starts() { # starts UNIT COMMAND...: the unit starts this command, with options that it has
    local unit=$1 line option
    shift
    line=$(sed -n 's/^ExecStart=//p' "$tmp/units/$unit.service")
    [[ $line == "$BIAOSOU $* "* ]] || { echo "it starts: $line"; return 1; }
    for option in $(grep -oE -- ' --[a-z-]+' <<<"$line"); do
        "$BIAOSOU" "$@" --help | grep -qE -- "^  (-[a-z], )?$option( |=)" || { echo "$* has no $option"; return 1; }
    done
}
ok "the server's options" starts biaosou serve
ok "the build's options" starts biaosou-index index build

# Warnings about them are faults, too; what it says of other units on this machine is not ours.
verify() { systemd-analyze verify --man=no "$tmp"/units/* >"$tmp/said" 2>&1 || grep -q biaosou "$tmp/said"; }
understood() { ! grep biaosou "$tmp/said"; }
if ! command -v systemd-analyze >"$tmp/out"; then
    skip "systemd understands the units" "no systemd-analyze here"
elif ! verify; then
    skip "systemd understands the units" "systemd-analyze: $(tail -n 1 "$tmp/said")"
else
    ok "systemd understands the units" understood
fi

# setting UNIT NAME: its value
setting() { sed -n "s/^$2=//p" "$tmp/units/$1.service"; }

index_readable() { # with the umask of the one unit, the group of the other
    local sources=$TESTS_DIR/../corpus/samples/catalogue.jsonl
    (umask "$(setting biaosou-index UMask)" && mkdir "$tmp/state" && "$BIAOSOU" index build -d "$tmp/state/index" "$sources") || return 1
    [ "$(setting biaosou SupplementaryGroups)" = "$(setting biaosou-index Group)" ] || return 1
    ! find "$tmp/state" -perm /007 | grep . || { echo "others may use these"; return 1; }
    # The lock is not for who reads.
    ! find "$tmp/state" \( -type d ! -perm -050 -o -type f ! -perm -040 \) ! -name lock | grep .
}
ok "the server may read what the build writes" index_readable

same_index() { [ "$(grep BIAOSOU_INDEX= "$tmp/units/biaosou.service")" = "$(grep BIAOSOU_INDEX= "$tmp/units/biaosou-index.service")" ]; }
ok "both mean one index" same_index

echo "1..$n"
exit $failed
