#!/usr/bin/env bash
# Tags what runs now with live- and the time: the repository keeps those, so that what ran before can be gone back to.
set -euo pipefail
: "${TF_VAR_image_digest:?}"
scripts=$(cd "$(dirname "$0")" && pwd)
bash "$scripts/take-token.sh"
aws ecr batch-get-image --repository-name "$NAME" --image-ids "imageDigest=$TF_VAR_image_digest" --output json > "$RUNNER_TEMP/image.json"
manifest=$(jq -er '.images[0].imageManifest' "$RUNNER_TEMP/image.json")
type=$(jq -er '.images[0].imageManifestMediaType' "$RUNNER_TEMP/image.json")
aws ecr put-image --repository-name "$NAME" --image-tag "live-$(date -u +%Y%m%dT%H%M%SZ)" --image-digest "$TF_VAR_image_digest" \
  --image-manifest "$manifest" --image-manifest-media-type "$type"
