#!/usr/bin/env bash
# Runs the sessions of this directory in a real Neovim, on the real server.
#
#     ZHENGWEN=target/debug/zhengwen tests/editors/nvim/run.sh NVIM
#
# Each session has a home of its own, with the repository at ~/src/zhengwen, and an init.lua made of the blocks that
# editors/nvim/README.md shows. There `zhengwen` is a script that runs the server and keeps what it wrote and its exit
# code, for each that is started. With SESSIONS='NAME…' only those are run, and with PICTURES=FOLDER a picture is left there.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
server=$(realpath "${ZHENGWEN:-$root/target/debug/zhengwen}")
[ $# -gt 0 ] || { echo "usage: run.sh NVIM [ARGUMENT…]" >&2; exit 2; }
[ -x "$server" ] || { echo "no server at $server: set ZHENGWEN" >&2; exit 2; }

new=$(env XDG_STATE_HOME=/nonexistent "$@" --headless -u NONE -i NONE -c 'lua io.stdout:write(vim.fn.has("nvim-0.10"))' -c qall)
if [ "$new" = 1 ]; then
    sessions="$(cd "$here" && ls repair.lua gb18030.lua plugin/*.lua | grep -v plugin/old) screen"
else
    sessions='repair gb18030 plugin/old'
    echo '  skipped: the plugin needs Neovim 0.10; here it is to say so, and nothing else'
fi

prepare() {
    E2E_DIR=$(mktemp -d)
    export E2E_DIR
    mkdir -p "$E2E_DIR"/{bin,servers,config/nvim,data,state,cache,run,home/src}
    ln -s "$root" "$E2E_DIR/home/src/zhengwen"
    cat >"$E2E_DIR/bin/zhengwen" <<SCRIPT
#!/bin/sh
# Only the language server is recorded: a session asks the command line what it should have got.
[ "\$1" = lsp ] || exec "$server" "\$@"
dir=\$(mktemp -d "$E2E_DIR/servers/XXXXXX")
{
    sh -c 'echo \$\$ >"\$0/pid" && exec "\$@"' "\$dir" "$server" "\$@" 2>"\$dir/stderr"
    echo \$? >"\$dir/exit-code"
} | (trap '' PIPE; tee "\$dir/stdout" 2>/dev/null; touch "\$dir/ended")
exit \$(cat "\$dir/exit-code")
SCRIPT
    chmod +x "$E2E_DIR/bin/zhengwen"
}

nvim() {
    env PATH="$E2E_DIR/bin:$PATH" HOME="$E2E_DIR/home" XDG_CONFIG_HOME="$E2E_DIR/config" \
        XDG_DATA_HOME="$E2E_DIR/data" XDG_STATE_HOME="$E2E_DIR/state" XDG_CACHE_HOME="$E2E_DIR/cache" \
        XDG_RUNTIME_DIR="$E2E_DIR/run" LC_ALL=C.UTF-8 LUA_PATH="$here/?.lua" \
        README="$root/editors/nvim/README.md" INIT="$E2E_DIR/config/nvim/init.lua" ROOT="$root" SERVER="$server" \
        ${limit:+timeout --kill-after=5 "$limit"} "$@"
}

failed=0
for session in ${SESSIONS:-${sessions//.lua/}}; do
    prepare
    echo "$session"
    limit=20 nvim "$@" --headless -u NONE -i NONE -n -c "luafile $here/snippets.lua" -c qall </dev/null
    if [ "$session" = screen ]; then
        # It is for people: where there is no tmux, it is left out.
        (. "$here/screen.sh" && screen "$@" && exit "$failed")
        code=$?
        [ "$code" -ne 3 ] || { echo '  skipped: no tmux for what is seen on the screen'; rm -rf "$E2E_DIR"; continue; }
    else
        limit=120 nvim "$@" --headless -i NONE -n -c "luafile $here/$session.lua" </dev/null
        code=$?
    fi
    [ "$code" -eq 0 ] || { failed=1; echo "  FAIL session $session: exit code $code"; }
    # The servers end when the editor does; give them a moment to say so.
    for _ in $(seq 50); do
        ended=("$E2E_DIR"/servers/*/ended) started=("$E2E_DIR"/servers/*)
        [ "${#ended[@]}" -eq "${#started[@]}" ] && [ -e "${ended[0]}" ] && break
        sleep 0.1
    done
    limit=20 nvim "$@" --headless -u NONE -i NONE -n -c "luafile $here/record.lua" </dev/null || failed=1

    if [ "$code" -ne 0 ]; then
        for log in "$E2E_DIR"/servers/*/stderr "$E2E_DIR"/{state,cache}/nvim/*.log; do
            [ -s "$log" ] && { echo "--- $(basename "$log")"; tail -n 20 "$log"; }
        done
    fi
    rm -rf "$E2E_DIR"
done
exit $failed
