#!/usr/bin/env bash
# Runs the sessions of this directory in a real Neovim, on the real server.
#
#     ZHENGWEN=target/debug/zhengwen tests/editors/nvim/run.sh NVIM [ARGUMENT…]
#
# Each session has a home of its own, and an init.lua made of the blocks that editors/nvim/README.md shows. There
# `zhengwen` is a script that runs the server and keeps what it wrote and its exit code.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
server=$(realpath "${ZHENGWEN:-$root/target/debug/zhengwen}")
[ $# -gt 0 ] || { echo "usage: run.sh NVIM [ARGUMENT…]" >&2; exit 2; }
[ -x "$server" ] || { echo "no server at $server: set ZHENGWEN" >&2; exit 2; }

failed=0
for session in repair gb18030; do
    E2E_DIR=$(mktemp -d)
    export E2E_DIR
    mkdir -p "$E2E_DIR"/{bin,home,config/nvim,data,state,cache,run}
    cat >"$E2E_DIR/bin/zhengwen" <<SCRIPT
#!/bin/sh
{ "$server" "\$@" 2>"$E2E_DIR/stderr"; echo \$? >"$E2E_DIR/exit-code"; } |
    (trap '' PIPE; tee "$E2E_DIR/stdout" 2>/dev/null; touch "$E2E_DIR/ended")
SCRIPT
    chmod +x "$E2E_DIR/bin/zhengwen"

    nvim() {
        env PATH="$E2E_DIR/bin:$PATH" HOME="$E2E_DIR/home" XDG_CONFIG_HOME="$E2E_DIR/config" \
            XDG_DATA_HOME="$E2E_DIR/data" XDG_STATE_HOME="$E2E_DIR/state" XDG_CACHE_HOME="$E2E_DIR/cache" \
            XDG_RUNTIME_DIR="$E2E_DIR/run" LC_ALL=C.UTF-8 LUA_PATH="$here/?.lua" \
            README="$root/editors/nvim/README.md" INIT="$E2E_DIR/config/nvim/init.lua" \
            timeout --kill-after=5 "$limit" "$@" </dev/null
    }

    echo "$session"
    limit=20 nvim "$@" --headless -u NONE -i NONE -n -c "luafile $here/snippets.lua" -c qall &&
        limit=120 nvim "$@" --headless -i NONE -n -c "luafile $here/$session.lua"
    code=$?
    [ "$code" -eq 0 ] || { failed=1; echo "  FAIL session $session: exit code $code"; }
    # The server ends when the editor does; give it a moment to say so.
    for _ in $(seq 50); do [ -e "$E2E_DIR/ended" ] && break; sleep 0.1; done
    limit=20 nvim "$@" --headless -u NONE -i NONE -n -c "luafile $here/record.lua" || failed=1

    if [ "$code" -ne 0 ]; then
        for log in "$E2E_DIR/stderr" "$E2E_DIR"/{state,cache}/nvim/*.log; do
            [ -s "$log" ] && { echo "--- $(basename "$log")"; tail -n 20 "$log"; }
        done
    fi
    rm -rf "$E2E_DIR"
done
exit $failed
