mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name       = "analyser"
  account_id = "111122223333"
  region     = "eu-central-1"
  key_arn    = "arn:aws:kms:eu-central-1:111122223333:key/0d1e2f30-4152-6374-8596-a7b8c9d0e1f2"
}

run "key" {
  module {
    source = "./modules/key"
  }
  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "The key must be rotated."
  }
  assert {
    condition     = !can(regex("\"kms:\\*\"|\"AWS\":\"\\*\"", aws_kms_key.this.policy))
    error_message = "Nobody may do everything with the key, and not everybody may use it."
  }
  assert {
    condition = alltrue([for action in ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias", "kms:UpdateKeyDescription", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"] :
    contains(one([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Action if statement.Sid == "Account"]), action)])
    error_message = "What Terraform does with the key and its alias must be allowed by the key itself."
  }
  assert {
    condition = anytrue([for statement in jsondecode(aws_kms_key.this.policy).Statement :
      toset(statement.Action) == toset(["kms:Decrypt", "kms:GenerateDataKey"]) && statement.Condition.StringEquals["kms:EncryptionContext:aws:sns:topicArn"] == "arn:aws:sns:eu-central-1:111122223333:analyser-alarms"
    if try(toset(statement.Principal.Service), toset([])) == toset(["aps.amazonaws.com", "events.amazonaws.com"])])
    error_message = "Managed Prometheus and events of jobs must be able to write to the encrypted topic, and use the key for nothing else."
  }
}

run "network_with_gateways" {
  variables {
    zones        = ["eu-central-1a", "eu-central-1b"]
    nat_gateways = 2
  }
  module {
    source = "./modules/network"
  }
  assert {
    condition     = alltrue([for subnet in concat(aws_subnet.public, aws_subnet.private) : subnet.map_public_ip_on_launch != true])
    error_message = "No subnet may give public addresses by itself."
  }
  assert {
    condition     = output.task_subnet_ids == aws_subnet.private[*].id && !output.tasks_have_public_addresses
    error_message = "With NAT gateways tasks belong into private subnets."
  }
  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == var.key_arn
    error_message = "The flow log must be encrypted."
  }
}

run "secrets" {
  variables {
    names          = ["TELEGRAM_BOT_TOKEN", "MONGODB_URI"]
    values         = { TELEGRAM_BOT_TOKEN = "123:planted", MONGODB_URI = "mongodb://planted" }
    values_version = 7
  }
  module {
    source = "./modules/secrets"
  }
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.this : version.secret_string == null])
    error_message = "Secrets must be write-only: secret_string would be in the state."
  }
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.this : version.secret_string_wo_version == 7])
    error_message = "A new version must lead to a new value."
  }
  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.kms_key_id == var.key_arn])
    error_message = "Secrets must be encrypted with our key."
  }
}

run "storage" {
  module {
    source = "./modules/storage"
  }
  assert {
    condition = alltrue([for block in aws_s3_bucket_public_access_block.this :
    block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "No bucket may be public."
  }
  assert {
    condition     = keys(aws_s3_bucket_public_access_block.this) == keys(aws_s3_bucket.this) && keys(aws_s3_bucket_server_side_encryption_configuration.this) == keys(aws_s3_bucket.this)
    error_message = "Each bucket must be closed and encrypted."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this["archive"].rule).apply_server_side_encryption_by_default).kms_master_key_id == var.key_arn
    error_message = "Backups must be encrypted with our key."
  }
  assert {
    condition     = alltrue([for version in aws_s3_bucket_versioning.this : one(version.versioning_configuration).status == "Enabled"])
    error_message = "Buckets must keep versions."
  }
  assert {
    condition     = alltrue([for policy in [aws_s3_bucket_policy.archive, aws_s3_bucket_policy.access_logs] : strcontains(policy.policy, "aws:SecureTransport")])
    error_message = "Buckets must refuse what comes without TLS."
  }
  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.archive.rule : one(rule.expiration).days + one(rule.noncurrent_version_expiration).noncurrent_days if rule.id == "backups"]) <= 33
    error_message = "Backups must be gone after 35 days, in all their versions, and S3 rounds both of its steps up to a midnight: they hold what a person may have asked to delete."
  }
}

run "documentdb" {
  variables {
    kind                      = "documentdb"
    vpc_id                    = "vpc-1"
    subnet_ids                = ["subnet-1", "subnet-2"]
    client_security_group_ids = { engine = "sg-1", bot = "sg-2", api = "sg-3" }
    password                  = "planted-password"
    instance_class            = "db.t4g.medium"
    instances                 = 2
  }
  module {
    source = "./modules/database"
  }
  assert {
    condition     = aws_docdb_cluster.this[0].storage_encrypted && aws_docdb_cluster.this[0].kms_key_id == var.key_arn
    error_message = "The database must be encrypted."
  }
  assert {
    condition     = aws_docdb_cluster.this[0].master_password == null
    error_message = "The database's password must be write-only."
  }
  assert {
    condition     = aws_docdb_cluster.this[0].deletion_protection && !aws_docdb_cluster.this[0].skip_final_snapshot && aws_docdb_cluster.this[0].backup_retention_period >= 7
    error_message = "The database must not be lost by a mistake."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.product : rule.cidr_ipv4 == null && rule.referenced_security_group_id != null])
    error_message = "Only the product may call the database."
  }
}

run "budget" {
  variables {
    monthly_usd = 150
    email       = "ops@example.com"
  }
  module {
    source = "./modules/budget"
  }
  assert {
    condition     = { for one in aws_budgets_budget.this.notification : one.notification_type => one.threshold } == { ACTUAL = 80, FORECASTED = 100 }
    error_message = "Somebody must be told at 80 % spent and at 100 % forecast."
  }
}
