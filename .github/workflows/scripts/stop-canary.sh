#!/usr/bin/env bash
# Takes back a deployment of the API that is under way when apply has failed: a canary that nobody watches must not go on to all readers.
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
bash "$scripts/take-token.sh"
deployments=$(aws ecs list-service-deployments --cluster "$NAME" --service "$NAME-api" --status PENDING IN_PROGRESS \
  --query 'serviceDeployments[].serviceDeploymentArn' --output text)
if [ -z "$deployments" ] || [ "$deployments" = None ]; then
  echo 'No deployment of the API is under way.'
  exit 0
fi
for deployment in $deployments; do
  aws ecs stop-service-deployment --service-deployment-arn "$deployment" --stop-type ROLLBACK
done
