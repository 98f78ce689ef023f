#!/usr/bin/env bash
# Writes the OIDC token of this run where Terraform and the AWS CLI look for it (AWS_WEB_IDENTITY_TOKEN_FILE).
set -euo pipefail
umask 077
curl -fsS --retry 3 --max-time 20 -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -r .value > "$AWS_WEB_IDENTITY_TOKEN_FILE"
