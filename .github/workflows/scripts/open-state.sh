#!/usr/bin/env bash
# terraform init on the state that bootstrap made; in infra/terraform, with the token of this step.
set -euo pipefail
terraform init -input=false -backend-config="bucket=$STATE_BUCKET" -backend-config="kms_key_id=$STATE_KEY" -backend-config="region=$AWS_REGION"
