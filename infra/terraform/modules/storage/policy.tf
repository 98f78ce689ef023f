locals {
  tls_only = {
    for name in local.buckets : name => {
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this[name].arn, "${aws_s3_bucket.this[name].arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }
}

resource "aws_s3_bucket_policy" "archive" {
  bucket = aws_s3_bucket.this["archive"].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.tls_only["archive"]] })
}

resource "aws_s3_bucket_policy" "access_logs" {
  bucket = aws_s3_bucket.this["access-logs"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      local.tls_only["access-logs"],
      {
        Sid       = "LoadBalancer"
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this["access-logs"].arn}/AWSLogs/${var.account_id}/*"
      },
    ]
  })
}

output "archive_arn" { value = aws_s3_bucket.this["archive"].arn }
output "archive_name" { value = aws_s3_bucket.this["archive"].id }
output "access_logs_name" {
  value = aws_s3_bucket.this["access-logs"].id
  # The load balancer writes a test file when its logs are switched on.
  depends_on = [aws_s3_bucket_policy.access_logs]
}
