mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                  = "analyser"
  region                = "eu-central-1"
  account_id            = "111122223333"
  email                 = "ops@example.com"
  key_arn               = "arn:aws:kms:eu-central-1:111122223333:key/0d1e2f30-4152-6374-8596-a7b8c9d0e1f2"
  topic_arn             = "arn:aws:sns:eu-central-1:111122223333:analyser-alarms"
  cluster_name          = "analyser"
  cluster_arn           = "arn:aws:ecs:eu-central-1:111122223333:cluster/analyser"
  job_names             = ["migration", "backup"]
  backup_log_group_name = "/analyser-backup"
  load_balancer_suffix  = "app/analyser/0123456789abcdef"
  target_group_suffixes = { api-0 = "targetgroup/analyser-api-0/0", api-1 = "targetgroup/analyser-api-1/1", bot = "targetgroup/analyser-bot/2" }
  service_names         = ["engine", "bot", "api"]
  log_group_names       = { engine = "/analyser-engine", bot = "/analyser-bot", api = "/analyser-api" }
}

run "alarms" {
  module {
    source = "./modules/alarms"
  }
  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.edge)) == toset(["edge-errors", "api-slow", "api-0-unhealthy", "api-1-unhealthy", "bot-unhealthy"])
    error_message = "Errors, slowness and ill hosts must each have an alarm."
  }
  assert {
    condition = alltrue([for name, suffix in var.target_group_suffixes :
    aws_cloudwatch_metric_alarm.edge["${name}-unhealthy"].dimensions == tomap({ LoadBalancer = var.load_balancer_suffix, TargetGroup = suffix })])
    error_message = "Ill hosts are counted by target group only: without it an alarm never fires."
  }
  assert {
    condition = { for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Principal.Service => join(" ", sort(statement.Action)) } == {
      "cloudwatch.amazonaws.com" = "sns:Publish", "events.amazonaws.com" = "sns:Publish", "aps.amazonaws.com" = "sns:GetTopicAttributes sns:Publish"
    }
    error_message = "CloudWatch, jobs that fail and Managed Prometheus must be able to write to the topic."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Condition.StringEquals["aws:SourceAccount"] == var.account_id && statement.Resource == aws_sns_topic.this.arn])
    error_message = "Only what is of this account may write to the topic."
  }
  assert {
    condition = alltrue(flatten([for name in var.service_names : [
      contains(keys(aws_cloudwatch_metric_alarm.service), "${name}-down"),
      contains(keys(aws_cloudwatch_metric_alarm.service), "${name}-memory"),
      contains(keys(aws_cloudwatch_metric_alarm.errors), "${name}-log-errors"),
    ]]))
    error_message = "Each service must have an alarm when it is down, full, or writes errors."
  }
  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.service : alarm.treat_missing_data == "breaching" if endswith(key, "-down")])
    error_message = "A service that reports nothing is down."
  }
  assert {
    condition = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.edge), values(aws_cloudwatch_metric_alarm.service), values(aws_cloudwatch_metric_alarm.errors), aws_cloudwatch_metric_alarm.backups, [aws_cloudwatch_metric_alarm.api_errors]) :
    alarm.alarm_actions == toset([aws_sns_topic.this.arn]) && alarm.ok_actions == toset([aws_sns_topic.this.arn]) && alarm.actions_enabled != false])
    error_message = "Each alarm must tell somebody, and when it is over."
  }
  assert {
    condition = alltrue([for group in ["0", "1"] : flatten([for query in aws_cloudwatch_metric_alarm.api_errors.metric_query : query.metric[*].dimensions if query.id == "requests${group}"]) == [
      tomap({ LoadBalancer = var.load_balancer_suffix, TargetGroup = var.target_group_suffixes["api-${group}"] })
    ]]) && one([for query in aws_cloudwatch_metric_alarm.api_errors.metric_query : strcontains(query.expression, "requests0, 0) >= 5") && strcontains(query.expression, "errors1") if query.id == "worst"])
    error_message = "A canary that fails must be seen by its own target group, as a share of its requests."
  }
  assert {
    condition     = alltrue([for filter in aws_cloudwatch_log_metric_filter.urgent : strcontains(filter.pattern, "payment-unmatched") && strcontains(filter.pattern, "payment-unstored")])
    error_message = "One payment that fits nothing must be told: one line is less than five errors."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.failed_jobs.event_pattern).detail.group == ["family:analyser-migration", "family:analyser-backup"] && aws_cloudwatch_event_target.failed_jobs.arn == aws_sns_topic.this.arn
    error_message = "A job that fails must tell somebody."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.backups[0].treat_missing_data == "breaching"
    error_message = "Days without a backup must be told."
  }
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == var.key_arn
    error_message = "Alarms must be encrypted."
  }
  assert {
    condition     = toset(output.rollback_alarm_names) == toset(["analyser-api-errors", "analyser-api-slow"])
    error_message = "Errors and slowness must stop a deployment."
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 6
    error_message = "The dashboard must show requests, errors, time, CPU, memory and error lines."
  }
}

run "metrics" {
  module {
    source = "./modules/metrics"
  }
  assert {
    condition     = toset(keys(aws_prometheus_rule_group_namespace.this)) == toset(["slo", "symptoms"])
    error_message = "The rules that promtool tests are those that run."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.grafana.policy).Statement : statement.Resource != "*"])
    error_message = "Grafana may read this workspace only."
  }
  assert {
    condition     = yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this.definition).alertmanager_config).route.routes[0].receiver == "nobody"
    error_message = "An alert that always fires must not mail somebody every four hours."
  }
  assert {
    condition     = aws_prometheus_workspace.this.kms_key_arn == var.key_arn
    error_message = "Metrics must be encrypted."
  }
}
