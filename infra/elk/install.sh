#!/bin/sh
# Installs what the log lines need: `template` before the first line arrives, `searches` once Kibana answers. Again changes nothing.
set -eu
here=$(dirname "$0")
# Both take minutes to start on a small machine.
call() { curl --silent --show-error --fail --retry 60 --retry-delay "${DELAY:-5}" --retry-connrefused --max-time 30 "$@"; }
case "${1:-}" in
  template)
    call --request PUT --header 'content-type: application/json' --data-binary "@$here/index-template.json" \
      "$ELASTICSEARCH/_index_template/logs-analyser" ;;
  searches)
    # What it could not import is in an answer of 200 as well.
    answer=$(call --header 'kbn-xsrf: analyser' --form "file=@$here/saved-searches.ndjson" \
      "$KIBANA/api/saved_objects/_import?overwrite=true")
    echo "$answer"
    case $answer in *'"success":true,'*) ;; *) exit 1 ;; esac ;;
  *)
    echo "expected template or searches, was \"${1:-}\"" >&2
    exit 2 ;;
esac
