#!/usr/bin/env bash
# Fails unless each task of engine, bot and api that ECS says is running has the image of TF_VAR_image_digest, and each service has all
# its tasks. It asks ECS, not Terraform: a circuit breaker or an alarm brings the old image back without Terraform's knowledge.
set -euo pipefail
: "${NAME:?}" "${TF_VAR_image_digest:?}"
scripts=$(cd "$(dirname "$0")" && pwd)
runs_it() {
  local service="$NAME-$1" counts tasks
  counts=$(aws ecs describe-services --cluster "$NAME" --services "$service" --query 'services[0].[runningCount, desiredCount]' --output json)
  tasks=$(aws ecs list-tasks --cluster "$NAME" --service-name "$service" --desired-status RUNNING --query 'taskArns' --output text)
  if [ -z "$tasks" ] || [ "$tasks" = None ]; then
    echo "$service: no task" >&2
    return 1
  fi
  # shellcheck disable=SC2086 # a word for each task
  aws ecs describe-tasks --cluster "$NAME" --tasks $tasks --output json \
    --query "tasks[].{status: lastStatus, image: containers[?name=='product'].image | [0]}" > "$RUNNER_TEMP/tasks.json"
  echo "$service: running and desired $counts, $(jq -c . "$RUNNER_TEMP/tasks.json")" >&2
  jq -e --arg digest "@$TF_VAR_image_digest" --argjson counts "$counts" '
    length > 0 and $counts[0] == $counts[1] and all(.[]; .status == "RUNNING" and (.image // "" | endswith($digest)))
  ' "$RUNNER_TEMP/tasks.json" > /dev/null
}
# With RUNNING=false neither engine nor bot runs.
services=(engine bot api)
[ "${TF_VAR_running:-true}" = true ] || services=(api)
# Old tasks may still drain, and autoscaling may start one more.
for _ in {1..6}; do
  bash "$scripts/take-token.sh"
  wrong=
  for name in "${services[@]}"; do runs_it "$name" || wrong="$wrong $name"; done
  if [ -z "$wrong" ]; then exit 0; fi
  sleep 30
done
echo "These do not run $TF_VAR_image_digest:$wrong" >&2
exit 1
