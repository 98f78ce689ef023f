#!/usr/bin/env bash
# Runs `npm run migrate` once with the new image, in the engine's network, before any service changes; in infra/terraform. Nothing to do
# in the first deployment: no older version wrote there, and each start makes the indexes too.
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
bash "$scripts/take-token.sh"
migration=$(terraform output -json | jq -c '.migration.value // empty')
if [ -z "$migration" ]; then
  echo 'Nothing was deployed before: no migration.'
  exit 0
fi
cluster=$(jq -r .cluster <<< "$migration")
terraform apply -input=false -auto-approve -lock-timeout=10m -target=module.migration_task
task=$(aws ecs run-task --cluster "$cluster" --task-definition "$(jq -r .family <<< "$migration")" --launch-type FARGATE \
  --network-configuration "$(jq -c .network <<< "$migration")" --query 'tasks[0].taskArn' --output text)
# ECS answers so, and with success, when it could not place the task.
if [ "$task" = None ]; then
  echo 'ECS did not start the migration.' >&2
  exit 1
fi
# One waiting ends after ten minutes; a large index takes longer, and the token less.
for _ in 1 2 3; do
  bash "$scripts/take-token.sh"
  if aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"; then break; fi
done
bash "$scripts/take-token.sh"
code=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query "tasks[0].containers[?name=='product'].exitCode | [0]" --output text)
if [ "$code" != 0 ]; then
  echo "The migration $task ended with $code: see its log group. No service was changed." >&2
  exit 1
fi
