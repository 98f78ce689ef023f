mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                            = "analyser-engine"
  region                          = "eu-central-1"
  account_id                      = "111122223333"
  role                            = "engine"
  image                           = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/analyser@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  image_repository_arn            = "arn:aws:ecr:eu-central-1:111122223333:repository/analyser"
  cpu                             = 512
  memory                          = 1024
  settings                        = { CHANNEL_FREE = "-1001" }
  secret_arns                     = { TELEGRAM_BOT_TOKEN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:token" }
  key_arn                         = "arn:aws:kms:eu-central-1:111122223333:key/0d1e2f30-4152-6374-8596-a7b8c9d0e1f2"
  log_days                        = 30
  archive                         = { arn = "arn:aws:s3:::analyser-archive", prefix = "backups" }
  cluster_arn                     = "arn:aws:ecs:eu-central-1:111122223333:cluster/analyser"
  cluster_name                    = "analyser"
  task_definition_arn             = "arn:aws:ecs:eu-central-1:111122223333:task-definition/analyser-engine:1"
  vpc_id                          = "vpc-1"
  subnet_ids                      = ["subnet-1", "subnet-2"]
  has_public_address              = false
  database_cidr                   = "10.20.0.0/16"
  load_balancer_security_group_id = "sg-edge"
}

run "task" {
  module {
    source = "./modules/task"
  }
  assert {
    condition     = output.container_definitions[0].readonlyRootFilesystem && output.container_definitions[0].user == "1000" && output.container_definitions[0].linuxParameters.capabilities.drop == ["ALL"]
    error_message = "The product runs as user 1000 without capabilities on a root that cannot be written."
  }
  assert {
    condition     = output.container_definitions[0].linuxParameters.initProcessEnabled && output.container_definitions[0].stopTimeout > 20
    error_message = "SIGTERM must reach the product, and it must have its 20 s."
  }
  assert {
    condition     = toset([for mount in output.container_definitions[0].mountPoints : mount.containerPath]) == toset(["/data", "/tmp"])
    error_message = "What the product writes must have a place."
  }
  assert {
    condition     = length([for each in output.container_definitions[0].environment : each if can(regex("TOKEN|SECRET|PASSWORD|MONGODB_URI", each.name))]) == 0
    error_message = "Secrets must not be in the environment in plain text."
  }
  assert {
    condition     = output.container_definitions[0].secrets == [{ name = "TELEGRAM_BOT_TOKEN", valueFrom = var.secret_arns["TELEGRAM_BOT_TOKEN"] }]
    error_message = "Secrets come from Secrets Manager."
  }
  assert {
    condition     = one([for each in output.container_definitions[0].environment : each.value if each.name == "ROLE"]) == "engine"
    error_message = "The role must be that of the service."
  }
  assert {
    condition     = one(aws_ecs_task_definition.this.runtime_platform).cpu_architecture == "ARM64"
    error_message = "Tasks run on ARM."
  }
  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.archive[0].policy).Statement :
    alltrue([for action in statement.Action : !strcontains(action, "*")]) && !contains(flatten([statement.Resource]), "*")])
    error_message = "The product's role may hold no wildcard."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.archive[0].policy).Statement : statement.Resource if statement.Sid == "Archive"]) == "arn:aws:s3:::analyser-archive/backups/*"
    error_message = "A backup may touch backups and nothing else."
  }
  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement :
    !contains(flatten([statement.Resource]), "*") || statement.Action == ["ecr:GetAuthorizationToken"]])
    error_message = "Only the login at ECR, which knows no narrower resource, may be for all."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : alltrue([for action in statement.Action : !strcontains(action, "*")])])
    error_message = "No wildcard among the rights."
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == var.key_arn && aws_cloudwatch_log_group.this.retention_in_days > 0
    error_message = "Logs must be encrypted and end some day."
  }
  assert {
    condition     = length(output.container_definitions[0].healthCheck.command) > 0
    error_message = "ECS must ask the product whether it lives."
  }
}

run "a_role_without_rights" {
  variables {
    archive = null
  }
  module {
    source = "./modules/task"
  }
  assert {
    condition     = length(aws_iam_role_policy.archive) == 0 && length(aws_iam_role_policy.metrics) == 0
    error_message = "Engine, bot and API may do nothing in AWS."
  }
}

run "a_tag_is_no_image" {
  command = plan
  variables {
    image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/analyser:latest"
  }
  module {
    source = "./modules/task"
  }
  expect_failures = [var.image]
}

run "collector" {
  variables {
    collector = { image = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:2222222222222222222222222222222222222222222222222222222222222222", remote_url = "https://aps.example/api/v1/remote_write", arn = "arn:aws:aps:eu-central-1:111122223333:workspace/ws" }
  }
  module {
    source = "./modules/task"
  }
  assert {
    condition     = yamldecode(output.container_definitions[1].environment[0].value).exporters.prometheusremotewrite.endpoint == "https://aps.example/api/v1/remote_write"
    error_message = "Metrics go to Managed Prometheus."
  }
  assert {
    condition     = !anytrue([for each in output.container_definitions[0].environment : each.name == "METRICS_HOST"]) && strcontains(output.container_definitions[1].environment[0].value, "127.0.0.1:9464")
    error_message = "Metrics must be read over the loopback that the containers share, and nowhere else."
  }
}

run "one_engine" {
  module {
    source = "./modules/worker"
  }
  assert {
    condition     = aws_ecs_service.this.desired_count == 1 && aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.deployment_minimum_healthy_percent == 0
    error_message = "There must never be two: the old one is stopped before the new one starts."
  }
  assert {
    condition     = one(aws_ecs_service.this.deployment_circuit_breaker).enable && one(aws_ecs_service.this.deployment_circuit_breaker).rollback
    error_message = "A version that does not start must be taken back."
  }
  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.load_balancer) == 0
    error_message = "Nothing may call the engine."
  }
  assert {
    condition     = !aws_ecs_service.this.enable_execute_command
    error_message = "Nobody gets a shell in production."
  }
}

run "none_runs" {
  variables {
    tasks   = 2
    running = false
  }
  module {
    source = "./modules/worker"
  }
  assert {
    condition     = aws_ecs_service.this.desired_count == 0 && aws_ecs_service.this.availability_zone_rebalancing == "DISABLED"
    error_message = "For a restore neither engine nor bot may run, and rebalancing must never start a second one."
  }
}

run "two_engines" {
  variables {
    tasks = 2
  }
  module {
    source = "./modules/worker"
  }
  assert {
    condition     = aws_ecs_service.this.desired_count == 2 && aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.deployment_minimum_healthy_percent == 50
    error_message = "Of two that share, one goes on while the other is replaced."
  }
}

run "canary" {
  variables {
    name                 = "analyser-api"
    listener_rule_arn    = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener-rule/app/analyser/0/0/0"
    target_group_arns    = ["arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/0", "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/b/0"]
    least                = 2
    most                 = 4
    canary_percent       = 25
    rollback_alarm_names = ["analyser-api-errors", "analyser-api-slow"]
  }
  module {
    source = "./modules/api"
  }
  assert {
    condition     = one(aws_ecs_service.this.deployment_configuration).strategy == "CANARY" && one(one(aws_ecs_service.this.deployment_configuration).canary_configuration).canary_percent == 25
    error_message = "The API must be replaced by a canary."
  }
  assert {
    condition     = aws_ecs_service.this.timeouts[0].update == "45m"
    error_message = "Canary, baking and starts take longer than the provider waits by itself."
  }
  assert {
    condition     = tonumber(one(aws_ecs_service.this.deployment_configuration).bake_time_in_minutes) >= 5
    error_message = "The old tasks must be kept while the new ones bake."
  }
  assert {
    condition     = one(aws_ecs_service.this.alarms).enable && one(aws_ecs_service.this.alarms).rollback && toset(one(aws_ecs_service.this.alarms).alarm_names) == toset(var.rollback_alarm_names)
    error_message = "An alarm must take a deployment back."
  }
  assert {
    condition     = one(one(aws_ecs_service.this.load_balancer).advanced_configuration).alternate_target_group_arn == var.target_group_arns[1]
    error_message = "The next version comes up in the other target group."
  }
  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 2 && aws_appautoscaling_target.this.max_capacity == 4
    error_message = "The API scales within the size."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.load_balancer.referenced_security_group_id == "sg-edge"
    error_message = "Only the load balancer may call the API."
  }
}

run "schedule" {
  variables {
    name              = "analyser-training"
    schedule          = "cron(0 3 ? * SUN *)"
    security_group_id = "sg-1"
    role_arns         = ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"]
  }
  module {
    source = "./modules/schedule"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.start.policy).Statement : !contains(flatten([statement.Resource]), "*")])
    error_message = "The schedule may start this task only."
  }
}
