# By switch: about 5,000 series a minute are written, and Grafana costs by reader. Without it Prometheus is where you have one.
resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.key_arn
  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.this.arn}:*"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/prometheus"
  retention_in_days = 365
  kms_key_id        = var.key_arn
}

# The same rules that promtool tests: one owner.
resource "aws_prometheus_rule_group_namespace" "this" {
  for_each     = toset(["slo", "symptoms"])
  name         = each.key
  workspace_id = aws_prometheus_workspace.this.id
  data         = file("${path.module}/../../../prometheus/rules/${each.key}.yml")
}

# Managed Alertmanager can tell SNS only; alerts in the operators' chats need an Alertmanager of your own (infra/alertmanager).
resource "aws_prometheus_alert_manager_definition" "this" {
  workspace_id = aws_prometheus_workspace.this.id
  definition = yamlencode({
    alertmanager_config = yamlencode({
      route = {
        receiver        = "operators"
        group_by        = ["alertname"]
        repeat_interval = "4h"
        # It fires always: its silence would be the news, and SNS cannot tell silence.
        routes = [{ receiver = "nobody", matchers = ["alertname=\"Watchdog\""] }]
      }
      receivers = [{ name = "nobody" }, {
        name        = "operators"
        sns_configs = [{ topic_arn = var.topic_arn, sigv4 = { region = var.region }, send_resolved = true }]
      }]
    })
  })
}

resource "aws_iam_role" "grafana" {
  name = "${var.name}-grafana"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "grafana.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "grafana" {
  name = "read"
  role = aws_iam_role.grafana.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["aps:QueryMetrics", "aps:GetLabels", "aps:GetSeries", "aps:GetMetricMetadata", "aps:DescribeWorkspace"]
      Resource = aws_prometheus_workspace.this.arn
    }]
  })
}

resource "aws_grafana_workspace" "this" {
  name                     = var.name
  account_access_type      = "CURRENT_ACCOUNT"
  authentication_providers = ["AWS_SSO"]
  permission_type          = "CUSTOMER_MANAGED"
  data_sources             = ["PROMETHEUS"]
  role_arn                 = aws_iam_role.grafana.arn
}
