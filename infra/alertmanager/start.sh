#!/bin/sh
# Starts Alertmanager with its settings and, behind their last line, what this installation has for the receiver "outside". Alertmanager
# itself reads neither environment nor other files. An addition that is wrong stops the start: the dead man says so, a silent loss would not.
set -eu
settings=$1
outside=$2
whole=$3
shift 3
cat "$settings" > "$whole"
if [ -f "$outside" ]; then cat "$outside" >> "$whole"; fi
exec alertmanager --config.file="$whole" "$@"
