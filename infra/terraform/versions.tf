terraform {
  # Write-only arguments need 1.11.
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.25.0"
    }
  }
  # terraform init -backend-config="bucket=<state_bucket>" -backend-config="kms_key_id=<state_key_arn>" -backend-config="region=<region>",
  # both outputs of bootstrap. Without the key the state would be written with S3's own, whatever the bucket's default is.
  backend "s3" {
    key          = "analyser.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]
  default_tags {
    tags = { application = var.name, managed-by = "terraform" }
  }
}
