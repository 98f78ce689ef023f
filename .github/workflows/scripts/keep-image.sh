#!/usr/bin/env bash
# Tags what runs now, and its signature, with live- and the time: the repository keeps those, so that what ran before can be gone back to,
# and still be verified.
set -euo pipefail
: "${TF_VAR_image_digest:?}"
scripts=$(cd "$(dirname "$0")" && pwd)
bash "$scripts/take-token.sh"
now="live-$(date -u +%Y%m%dT%H%M%SZ)"
keep() { # which, tag
  local digest manifest type
  aws ecr batch-get-image --repository-name "$NAME" --image-ids "$1" --output json > "$RUNNER_TEMP/image.json"
  digest=$(jq -er '.images[0].imageId.imageDigest' "$RUNNER_TEMP/image.json")
  manifest=$(jq -er '.images[0].imageManifest' "$RUNNER_TEMP/image.json")
  type=$(jq -er '.images[0].imageManifestMediaType' "$RUNNER_TEMP/image.json")
  aws ecr put-image --repository-name "$NAME" --image-tag "$2" --image-digest "$digest" --image-manifest "$manifest" --image-manifest-media-type "$type"
}
keep "imageDigest=$TF_VAR_image_digest" "$now"
# Where cosign put it.
keep "imageTag=${TF_VAR_image_digest/:/-}.sig" "$now-signature"
