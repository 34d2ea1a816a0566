#!/bin/bash
# Each call that writes, syncs, opens or renames fails once, and each is the last that the disk had
# room for: the index stays as it was, with a message, until the command gets through.
. "${TESTS_DIR:?}/index-common.bash"

if [ -n "${SANITIZED:-}" ] || ! ${CC:-cc} -shared -fPIC -o shim.so "$TESTS_DIR/fault-shim.c" -ldl 2>err; then
    skip "failing calls" "no shim with sanitizers or without a compiler"
    plan
    exit
fi
documents 1 40 >base.jsonl
documents 35 45 改 >update.jsonl
index build -d origin base.jsonl 2>/dev/null
old=$(count origin)

# with FAULT_... set: the program under test only
faulty() {
    printf '\0\0\0\0\0\0\0\0' >state
    LD_PRELOAD=$PWD/shim.so FAULT_STATE=$PWD/state FAULT_AT=$at FAULT_ERRNO=$code \
        "$biaosou" index "$@" >out 2>err
}
# every COMMAND NEW-COUNT: fails call 1, 2, 3 … of `index COMMAND` until it succeeds.
every() {
    local new=$2 bad=0 failed=0 in_use=0 now digest_before
    digest_before=$(digest origin)
    for ((at = 1; at < 4000; at += step)); do
        rm -rf I
        cp -r origin I
        # shellcheck disable=SC2086
        faulty $1
        status=$?
        now=$(count I)
        if [ $status = 0 ]; then
            [ "$now" = "$new" ] || { bad=$((bad + 1)) && echo "# call $at: done, but $now documents"; }
            # a call may fail without harm (a copy of a message, a leftover): done when all were made
            [ "$(od -An -td8 state | tr -d ' ')" -ge $at ] || break
            continue
        fi
        failed=$((failed + 1))
        [ $status -lt 64 ] || { bad=$((bad + 1)) && echo "# call $at: status $status"; }
        [ -s err ] || { bad=$((bad + 1)) && echo "# call $at: no message"; }
        if grep -q 'is in use' err; then
            in_use=$((in_use + 1))
            [ "$now" = "$new" ] || { bad=$((bad + 1)) && echo "# call $at: $now documents"; }
        elif [ "$(digest I)" != "$digest_before" ]; then
            bad=$((bad + 1))
            echo "# call $at: not as it was: $(head -1 err)"
        fi
        whole I || { bad=$((bad + 1)) && echo "# call $at: not whole"; }
    done
    echo "# $1: $failed failing calls of $at, $in_use after the last step, errno $code"
    [ $bad = 0 ] && [ $failed -gt 5 ]
}
unset FAULT_ON
for code in 5 28; do # EIO, ENOSPC
    [ $code = 5 ] || export FAULT_ON=1
    step=${FAULT_STEP:-43}
    ok "build, errno $code" every "build --force --jobs 1 -d I base.jsonl update.jsonl" 45
    step=${FAULT_STEP:-19}
    ok "update, errno $code" every "update --jobs 1 -d I update.jsonl" 45
done
cp -r origin I2
index delete -d I2 "GB/T 1-2001" 2>/dev/null
rm -rf origin
mv I2 origin
step=${FAULT_STEP:-47}
ok "compact" every "compact --jobs 1 -d I" $((old - 1))
step=${FAULT_STEP:-3}
ok "delete" every "delete -d I GB/T40-2016" $((old - 2))
plan
