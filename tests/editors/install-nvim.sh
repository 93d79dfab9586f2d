#!/bin/sh
exec "$(dirname "$0")/install-debian.sh" nvim "${1:?usage: install-nvim.sh SUITE}"
