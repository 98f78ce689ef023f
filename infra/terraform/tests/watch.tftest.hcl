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
    condition     = toset(keys(aws_cloudwatch_metric_alarm.edge)) == toset(["api-errors", "edge-errors", "api-slow", "api-0-unhealthy", "api-1-unhealthy", "bot-unhealthy"])
    error_message = "Errors, slowness and ill hosts must each have an alarm."
  }
  assert {
    condition = alltrue([for name, suffix in var.target_group_suffixes :
    aws_cloudwatch_metric_alarm.edge["${name}-unhealthy"].dimensions == tomap({ LoadBalancer = var.load_balancer_suffix, TargetGroup = suffix })])
    error_message = "Ill hosts are counted by target group only: without it an alarm never fires."
  }
  assert {
    condition = { for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Principal.Service => join(" ", sort(statement.Action)) } == {
      "cloudwatch.amazonaws.com" = "sns:Publish", "aps.amazonaws.com" = "sns:GetTopicAttributes sns:Publish"
    }
    error_message = "CloudWatch and Managed Prometheus must be able to write to the topic."
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
    condition = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.edge), values(aws_cloudwatch_metric_alarm.service), values(aws_cloudwatch_metric_alarm.errors)) :
    alarm.alarm_actions == toset([aws_sns_topic.this.arn]) && alarm.ok_actions == toset([aws_sns_topic.this.arn]) && alarm.actions_enabled != false])
    error_message = "Each alarm must tell somebody, and when it is over."
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
    condition     = aws_prometheus_workspace.this.kms_key_arn == var.key_arn
    error_message = "Metrics must be encrypted."
  }
}
