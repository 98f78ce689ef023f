# Once, by a person: what must be there before anything can be deployed. Its own state is kept beside it by whoever ran it.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.25.0"
    }
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]
}

variable "name" {
  type    = string
  default = "analyser"
}

variable "account_id" { type = string }

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "repository" {
  type        = string
  description = "owner/name on GitHub"
}

variable "create_oidc_provider" {
  type        = bool
  default     = true
  description = "false: another installation in this account has made it already"
}

module "key" {
  source     = "../modules/key"
  name       = "${var.name}-bootstrap"
  account_id = var.account_id
  region     = var.region
}

resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = module.key.arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy = jsonencode({
    # Each push is counted four times: index, image, attestation, signature. What was deployed has a tag of its own, and what a rule
    # before has taken no later one removes.
    rules = [
      {
        rulePriority = 1
        description  = "Deployed: enough to go back to"
        selection    = { tagStatus = "tagged", tagPrefixList = ["live-"], countType = "imageCountMoreThan", countNumber = 50 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The last hundred pushes"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 400 }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_s3_bucket" "state" {
  # checkov:skip=CKV_AWS_144: a copy in a second region costs more than what it would save; versions are kept
  # checkov:skip=CKV2_AWS_62: nothing listens to events of this bucket
  # checkov:skip=CKV_AWS_18: CloudTrail says who read the state
  bucket = "${var.name}-state-${var.account_id}"
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = module.key.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    id     = "versions"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 180
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

output "state_bucket" { value = aws_s3_bucket.state.id }
output "state_key_arn" { value = module.key.arn }
output "image_repository" { value = aws_ecr_repository.this.repository_url }
output "image_repository_arn" { value = aws_ecr_repository.this.arn }
output "role_arns" { value = { for name, role in aws_iam_role.deploy : name => role.arn } }
