#!/usr/bin/env bash
# Waits until no job "apply" of another run that started earlier is still running. A concurrency group would not do: GitHub counts a job
# that waits for an approval as holding its group (github.com/orgs/community/discussions/17401), so that a fix waits behind a deployment
# that nobody approves.
set -euo pipefail
runs="repos/$GITHUB_REPOSITORY/actions/workflows/deploy.yml/runs?status=in_progress&per_page=100"
applying() {
  gh api "repos/$GITHUB_REPOSITORY/actions/runs/$1/jobs?per_page=100" |
    jq -c '.jobs[] | select(.name == "apply" and .status == "in_progress") | [.started_at, .id]'
}
mine=$(applying "$GITHUB_RUN_ID")
if [ -z "$mine" ]; then
  echo 'GitHub does not list this job: nothing says whose turn it is.' >&2
  exit 1
fi
for _ in {1..240}; do
  earlier=
  listed=$(gh api "$runs" | jq -r '.workflow_runs[].id')
  for run in $listed; do
    other=$(applying "$run")
    # Two that see each other must not both wait: the one that started first goes on.
    if [ -n "$other" ] && jq -en --argjson other "$other" --argjson mine "$mine" '$other < $mine' > /dev/null; then earlier=$run; fi
  done
  if [ -z "$earlier" ]; then exit 0; fi
  echo "Run $earlier is deploying: waiting for its end."
  sleep 30
done
echo "Run $earlier has been deploying for two hours." >&2
exit 1
