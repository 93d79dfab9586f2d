#!/usr/bin/env bash
# Makes DIR/bin/zhengwen, which runs the server and keeps in DIR what it wrote (stdout, stderr) and its exit code.
#
#     tests/editors/record.sh DIR SERVER
#
# Put DIR/bin on the editor's PATH; record.py says afterwards whether all of it was in order.
set -euo pipefail
dir=${1:?usage: record.sh DIR SERVER} server=$(realpath "${2:?usage: record.sh DIR SERVER}")
[ -x "$server" ] || { echo "no server at $server: set ZHENGWEN" >&2; exit 2; }
mkdir -p "$dir/bin"
# Only the language server is recorded: a session may ask the command line what it should have got. Some editors kill the
# process group as soon as they have said `exit`; a group of its own lets the server end by itself, if it does.
cat >"$dir/bin/zhengwen" <<SCRIPT
#!/bin/sh
[ "\$1" = lsp ] || exec "$server" "\$@"
exec setsid --fork --wait sh -c '
    { "\$0" "\$@" 2>>"$dir/stderr"; echo \$? >"$dir/exit-code"; } |
        (trap "" PIPE; tee "$dir/stdout" 2>/dev/null; touch "$dir/ended")' "$server" "\$@"
SCRIPT
chmod +x "$dir/bin/zhengwen"
