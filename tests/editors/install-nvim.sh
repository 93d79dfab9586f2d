#!/usr/bin/env bash
# Puts the Neovim of a Debian suite into the cache and prints the command that runs it.
#
#     tests/editors/install-nvim.sh SUITE        bookworm: 0.7 · trixie: 0.10 · sid: the newest
#
# The packages are fetched and checked by apt with a configuration of its own, from the mirror that this machine uses,
# and unpacked beside the system: nothing is installed, no source of the machine is changed, and root is not needed. A
# newer suite has a newer libc, so the program is started through its own loader; what it starts runs on the machine's.
# (From 0.10 on this is good for --headless only: the terminal interface starts its other half by the loader's name.)
#
# Exit code 3: this machine cannot have it (no apt, no Debian mirror, no network), with the reason on standard error.
set -euo pipefail

suite=${1:?usage: install-nvim.sh SUITE}
dir=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}/neovim-$suite
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

cannot() {
    echo "$1" >&2
    exit 3
}

# The machine's own Debian mirror, in whichever format its sources are written; "$@" goes to apt-get.
mirror() {
    apt-get "$@" indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 ~ /^(bookworm|trixie|forky|sid|oldstable|stable|testing|unstable)$/ { print $1; exit }'
}

# apt-get on the suite alone, with nothing installed: the answer is the package and all that it needs.
private_apt() {
    apt-get --quiet \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::State::Status="$work/status" \
        -o Dir::Cache="$work/cache" -o Dir::Log="$work" -o APT::Sandbox::User= -o Acquire::Languages=none \
        -o Acquire::Check-Valid-Until=false -o Acquire::Retries=2 -o Acquire::http::Timeout=30 \
        -o APT::Install-Recommends=false "$@"
}

if [ ! -x "$dir/nvim" ]; then
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || cannot "no apt on this machine"
    [ -r "$keyring" ] || cannot "no Debian archive keyring on this machine"
    mkdir -p "$(dirname "$dir")"
    work=$(mktemp -d "$dir.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/root"

    mirror=$(mirror)
    if [ -z "$mirror" ]; then
        # apt names its sources only after an update: make one, with lists of our own.
        mkdir -p "$work/machine/partial"
        own=(-o Dir::State::Lists="$work/machine" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=)
        apt-get --quiet "${own[@]}" update >"$work/log" 2>&1 || true
        mirror=$(mirror "${own[@]}")
    fi
    [ -n "$mirror" ] || cannot "no Debian mirror to be reached among the apt sources of this machine"

    : >"$work/status"
    echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"

    { private_apt update && private_apt install --yes --download-only neovim; } >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        cannot "the packages of $suite could not be fetched"
    }
    for package in "$work"/cache/archives/*.deb; do dpkg --extract "$package" "$work/root"; done

    loader=$(find "$work/root" -type f -name 'ld-linux*.so.*' | sort | head -n 1)
    [ -n "$loader" ] || cannot "no program loader in the packages of $suite"
    # Neovim looks for its parsers from the directory of the running program, which is the loader: so it stands there.
    cp "$loader" "$work/root/usr/bin/loader"
    libraries=$(cd "$work" && find root -type d -path '*/lib/*-linux-gnu*' \( -name '*-linux-gnu' -o -name luajit \) | sort)
    # The modules for GB 18030 and the like have to be of the same libc.
    gconv=$(cd "$work" && find root -type d -name gconv | head -n 1)
    cat >"$work/nvim" <<SCRIPT
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")
export VIMRUNTIME="\$here/root/usr/share/nvim/runtime" GCONV_PATH="\$here/$gconv"
libraries="$(sed 's,^,$here/,' <<<"$libraries" | paste -sd:)"
exec "\$here/root/usr/bin/loader" --library-path "\$libraries" "\$here/root/usr/bin/nvim" "\$@"
SCRIPT
    chmod 755 "$work/nvim" "$work"
    find "$work" -mindepth 1 -maxdepth 1 ! -name nvim ! -name root -exec rm -rf {} +
    rm -rf "$dir"
    # Another run may have been quicker; then its copy is as good.
    mv -T "$work" "$dir" 2>/dev/null || [ -x "$dir/nvim" ]
fi
echo "$dir/nvim"
