variable "name" { type = string }
variable "key_arn" { type = string }
variable "names" { type = set(string) }
variable "values_version" { type = number }

variable "values" {
  type      = map(string)
  ephemeral = true
  sensitive = true
}

resource "aws_secretsmanager_secret" "this" {
  # checkov:skip=CKV2_AWS_57: Telegram's token, an Atlas password and Stripe's keys cannot be rotated by a Lambda: runbooks/rotate-secrets.md
  for_each                = var.names
  name                    = "${var.name}/${each.key}"
  kms_key_id              = var.key_arn
  recovery_window_in_days = 7
}

# Write-only: the value is in neither the plan nor the state.
resource "aws_secretsmanager_secret_version" "this" {
  for_each                 = var.names
  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = var.values[each.key]
  secret_string_wo_version = var.values_version
}

output "arns" {
  description = "By the name of the setting"
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}
