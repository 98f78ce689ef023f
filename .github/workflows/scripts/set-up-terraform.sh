#!/usr/bin/env bash
# Terraform from HashiCorp's signed package list, in the version of TERRAFORM_VERSION.
set -euo pipefail
curl -fsS --retry 3 https://apt.releases.hashicorp.com/gpg | sudo gpg --dearmor -o /usr/share/keyrings/hashicorp.gpg
echo "deb [signed-by=/usr/share/keyrings/hashicorp.gpg] https://apt.releases.hashicorp.com $(lsb_release -cs) main" | sudo tee /etc/apt/sources.list.d/hashicorp.list
sudo apt-get update -qq
sudo apt-get install -y -qq "terraform=$TERRAFORM_VERSION"
