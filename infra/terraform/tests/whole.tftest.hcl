mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  account_id           = "111122223333"
  domain               = "bot.example.com"
  zone_id              = "Z0123456789"
  image_repository     = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/analyser"
  image_repository_arn = "arn:aws:ecr:eu-central-1:111122223333:repository/analyser"
  image_digest         = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
  alarm_email          = "ops@example.com"
  secrets = {
    TELEGRAM_BOT_TOKEN      = "123:planted"
    TELEGRAM_WEBHOOK_SECRET = "planted-planted-planted"
    MONGODB_URI             = "mongodb+srv://planted"
    ALERT_SECRET            = "planted-planted-planted"
    DATABASE_PASSWORD       = "planted-password"
  }
}

run "standard" {
  variables {
    size            = "standard"
    managed_metrics = true
    collector_image = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:2222222222222222222222222222222222222222222222222222222222222222"
    retraining      = { schedule = "cron(0 3 ? * SUN *)" }
  }
  assert {
    condition     = module.job_task["training"].container_definitions[0].command == ["node", "--import", "tsx", "scripts/retrain/retrain.ts", "--json"]
    error_message = "Training must register what it trained."
  }
  assert {
    condition     = one([for each in module.task["engine"].container_definitions[0].environment : each.value if each.name == "RETRAINING"]) == "elsewhere"
    error_message = "Where a task trains, the engine must not."
  }
  assert {
    condition     = contains(module.job_task["backup"].container_definitions[0].command, "scripts/backup/backup.ts") && anytrue([for word in module.job_task["backup"].container_definitions[0].command : startswith(word, "s3://") && endswith(word, "/backups")])
    error_message = "Backups must go to the bucket by themselves."
  }
  assert {
    condition     = output.images == { for name in ["engine", "bot", "api"] : name => "${var.image_repository}@${var.image_digest}" }
    error_message = "Every service must run the one image."
  }
  assert {
    condition     = module.migration_task.container_definitions[0].image == "${var.image_repository}@${var.image_digest}" && module.migration_task.container_definitions[0].command == ["node", "--import", "tsx", "scripts/migrate/migrate.ts"]
    error_message = "The database must be migrated by the image that is deployed."
  }
  assert {
    condition     = [for secret in module.migration_task.container_definitions[0].secrets : secret.name] == ["MONGODB_URI"] && output.migration.family == "analyser-migration" && output.migration.network.awsvpcConfiguration.assignPublicIp == "DISABLED"
    error_message = "The migration must reach the database and know nothing else."
  }
  assert {
    condition     = module.engine.tasks == 1 && module.bot.tasks == 1
    error_message = "One engine unless the operator wants more, and one bot whatever they want."
  }
  assert {
    condition     = output.public_ports == ["443-443"]
    error_message = "Nothing may be public but 443."
  }
  assert {
    condition     = !strcontains(jsonencode(module.task), "planted")
    error_message = "No secret may be in a task definition."
  }
  assert {
    condition     = one([for setting in aws_ecs_cluster.this.setting : setting.value if setting.name == "containerInsights"]) == "enabled"
    error_message = "Without container insights nobody counts the running tasks."
  }
}

run "engines" {
  command = plan
  variables {
    engines = 3
  }
  assert {
    condition     = module.engine.tasks == 3 && module.bot.tasks == 1
    error_message = "More engines are no second poller."
  }
}

run "too_many_engines" {
  command = plan
  variables {
    engines = 17
  }
  expect_failures = [var.engines]
}

run "documentdb" {
  command = plan
  variables {
    database = "documentdb"
    size     = "available"
  }
  assert {
    condition     = module.engine.tasks == 1 && local.database_cidr != "0.0.0.0/0"
    error_message = "DocumentDB is reached within the VPC."
  }
}

run "stopped" {
  command = plan
  variables {
    running         = false
    engines         = 2
    backup_schedule = "off"
  }
  assert {
    condition     = module.engine.tasks == 0 && module.bot.tasks == 0 && length(module.job) == 0
    error_message = "For a move neither engine nor bot may start."
  }
}

run "no_backup_by_mistake" {
  command = plan
  variables {
    backup_schedule = ""
  }
  expect_failures = [var.backup_schedule]
}

run "not_in_the_usa" {
  command = plan
  variables {
    region = "us-east-1"
  }
  expect_failures = [var.region]
}

run "no_tag" {
  command = plan
  variables {
    image_digest = "v1.2.3"
  }
  expect_failures = [var.image_digest]
}

run "no_secret_among_settings" {
  command = plan
  variables {
    settings = { TELEGRAM_BOT_TOKEN = "123:planted" }
  }
  expect_failures = [var.settings]
}
