# Backups, exported candles and model artefacts; and the access logs of the load balancer in a bucket of their own.
variable "name" { type = string }
variable "account_id" { type = string }
variable "key_arn" { type = string }

locals {
  buckets = toset(["archive", "access-logs"])
}

resource "aws_s3_bucket" "this" {
  # checkov:skip=CKV_AWS_144: a copy in a second region costs more than what it would save; runbooks/move-region.md
  # checkov:skip=CKV2_AWS_62: nothing listens to events of these buckets
  # checkov:skip=CKV_AWS_18: one bucket takes access logs; logging it into itself would never end
  # checkov:skip=CKV_AWS_145: the load balancer can write its logs with S3's own key only; the archive has ours (tested)
  for_each = local.buckets
  bucket   = "${var.name}-${each.key}-${var.account_id}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.buckets
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      # The load balancer's logs can be written with S3's own key only.
      sse_algorithm     = each.key == "archive" ? "aws:kms" : "AES256"
      kms_master_key_id = each.key == "archive" ? var.key_arn : null
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  bucket = aws_s3_bucket.this["archive"].id
  rule {
    id     = "cold"
    status = "Enabled"
    filter {}
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  # A backup holds what a person may have asked to delete since: it must be gone after 35 days. In a bucket with versions expiry only
  # hides it; what is hidden goes a day later, and S3 does either at the midnight after the day.
  rule {
    id     = "backups"
    status = "Enabled"
    filter {
      prefix = "backups/"
    }
    expiration {
      days = 32
    }
    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "access_logs" {
  bucket = aws_s3_bucket.this["access-logs"].id
  rule {
    id     = "old"
    status = "Enabled"
    filter {}
    expiration {
      days = 90
    }
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
