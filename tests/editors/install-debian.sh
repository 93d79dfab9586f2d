#!/usr/bin/env bash
# Puts a program of a Debian suite into the cache and prints the command that runs it.
#
#     tests/editors/install-debian.sh PROGRAM SUITE
#
#     nvim    Neovim     bookworm: 0.7 · trixie: 0.10 · sid: the newest
#     emacs   Emacs      bookworm: 28, with eglot · trixie: 30
#     hx      Helix      trixie: 25.01 · sid: the newest
#     tmux    tmux
#
# The packages are fetched and checked by apt with a configuration of its own, from the mirror that this machine uses,
# and unpacked beside the system: nothing is installed, no source of the machine is changed, and root is not needed. A
# newer suite has a newer libc, so the program is started through its own loader; what it starts runs on the machine's.
# What a program starts by its own name is the loader: from 0.10 on Neovim's terminal interface needs `--remote-ui` beside
# a headless one, and Emacs cannot compile to native code.
#
# Exit code 3: this machine cannot have it (no apt, no Debian mirror, no network), with the reason on standard error.
set -euo pipefail

usage='usage: install-debian.sh nvim|emacs|hx|tmux SUITE'
program=${1:?$usage}
suite=${2:?$usage}
# What another version of this script unpacked may be laid out otherwise.
version=$(cksum <"${BASH_SOURCE[0]}" | cut -d' ' -f1)
dir=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}/$program-$suite-$version
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

cannot() {
    echo "$1" >&2
    exit 3
}

# What each program is called in Debian, where it stands in the packages, and what it has to be told because it stands
# elsewhere now; $here is the unpacked root.
case $program in
nvim)
    packages=neovim
    executable=usr/bin/nvim
    surroundings() { echo 'export VIMRUNTIME="$here/usr/share/nvim/runtime"'; }
    ;;
emacs)
    packages='emacs-nox elpa-eglot'
    # It has eglot inside.
    [ "$suite" = bookworm ] || packages=emacs-nox
    executable=usr/bin/emacs-nox
    surroundings() {
        local lisp libexec
        lisp=$(cd "$root" && find usr/share/emacs/[0-9]*/lisp -type d | sort | paste -sd:)
        libexec=$(cd "$root" && dirname usr/lib*/emacs/*/*/*.pdmp)
        cat <<SCRIPT
export EMACSLOADPATH="\$here/${lisp//:/:\$here/}:\$here/usr/share/emacs/site-lisp"
export EMACSDATA="\$here/${lisp%%/lisp*}/etc" EMACSPATH="\$here/$libexec"
set -- --dump-file="\$(echo "\$here/$libexec"/*.pdmp)" "\$@"
SCRIPT
    }
    ;;
hx)
    packages=hx
    executable=usr/lib/hx/hx
    surroundings() { echo 'export HELIX_RUNTIME="$here/usr/lib/hx/runtime"'; }
    ;;
tmux)
    packages=tmux
    executable=usr/bin/tmux
    surroundings() { :; }
    ;;
*) echo "$usage" >&2 && exit 2 ;;
esac

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

if [ ! -x "$dir/$program" ]; then
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || cannot "no apt on this machine"
    [ -r "$keyring" ] || cannot "no Debian archive keyring on this machine"
    mkdir -p "$(dirname "$dir")"
    work=$(mktemp -d "$dir.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    root=$work/root
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$root"

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

    { private_apt update && private_apt install --yes --download-only $packages; } >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        cannot "the packages of $suite could not be fetched"
    }
    for package in "$work"/cache/archives/*.deb; do dpkg --extract "$package" "$root"; done

    loader=$(find "$root" -type f -name 'ld-linux*.so.*' | sort | head -n 1)
    [ -n "$loader" ] || cannot "no program loader in the packages of $suite"
    # Neovim looks for its parsers from the directory of the running program, which is the loader: so it stands there.
    cp "$loader" "$root/usr/bin/loader"
    libraries=$(cd "$root" && find . -type d -path '*/lib/*-linux-gnu*' \( -name '*-linux-gnu' -o -name luajit \) |
        sort | sed 's,^\.,$here,' | paste -sd:)
    # The modules for GB 18030 and the like have to be of the same libc.
    gconv=$(cd "$root" && find . -type d -name gconv | head -n 1)
    cat >"$work/$program" <<SCRIPT
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")/root
export GCONV_PATH="\$here/$gconv"
$(surroundings)
exec "\$here/usr/bin/loader" --library-path "$libraries" "\$here/$executable" "\$@"
SCRIPT
    chmod 755 "$work/$program" "$work"
    find "$work" -mindepth 1 -maxdepth 1 ! -name "$program" ! -name root -exec rm -rf {} +
    rm -rf "$dir"
    # Another run may have been quicker; then its copy is as good.
    mv -T "$work" "$dir" 2>/dev/null || [ -x "$dir/$program" ]
fi
echo "$dir/$program"
