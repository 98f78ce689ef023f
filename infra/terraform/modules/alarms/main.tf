resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.key_arn
}

# A policy of one's own replaces the one that lets the owner's alarms in: both who writes here are named.
resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["sns:Publish"]
        Resource  = aws_sns_topic.this.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
      {
        Sid       = "Jobs"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["sns:Publish"]
        Resource  = aws_sns_topic.this.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
      {
        Sid       = "Metrics"
        Effect    = "Allow"
        Principal = { Service = "aps.amazonaws.com" }
        Action    = ["sns:GetTopicAttributes", "sns:Publish"]
        Resource  = aws_sns_topic.this.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = var.email
}

locals {
  # One row an alarm: metric, how it is summed up, from which value on, and what no data means (a service that reports nothing is down;
  # no request is no error).
  requests = {
    "edge-errors" = { metric = "HTTPCode_ELB_5XX_Count", statistic = "Sum", threshold = 20, page = "process-down" }
    "api-slow"    = { metric = "TargetResponseTime", statistic = "p99", threshold = 2, page = "process-slow" }
  }
  # AWS counts ill hosts by target group only: an alarm on the load balancer alone never sees a number.
  unhealthy = {
    for name, suffix in var.target_group_suffixes : "${name}-unhealthy" => {
      metric = "UnHealthyHostCount", statistic = "Maximum", threshold = 1, page = "process-down", target_group = suffix
    }
  }
  api_groups = ["0", "1"]
  api_counts = merge([for group in local.api_groups : {
    "requests${group}" = { metric = "RequestCount", target_group = var.target_group_suffixes["api-${group}"] }
    "errors${group}"   = { metric = "HTTPCode_Target_5XX_Count", target_group = var.target_group_suffixes["api-${group}"] }
  }]...)
  services = {
    for name in var.service_names : "${name}-down" => {
      service = name, metric = "RunningTaskCount", statistic = "Minimum", comparison = "LessThanThreshold", threshold = 1
      missing = "breaching", page = "process-down"
    }
  }
  memory = {
    for name in var.service_names : "${name}-memory" => {
      service = name, metric = "MemoryUtilization", statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 90
      missing = "notBreaching", page = "process-slow"
    }
  }
  errors = {
    for name in var.service_names : "${name}-log-errors" => { metric = "${name}-errors", threshold = 5, page = "README" }
  }
  urgent = ["payment-unmatched", "payment-unstored", "refund-failed", "payment-disputed", "fact-given-up", "stars-unexplained", "model-damaged"]
  urgent_lines = {
    for name in var.service_names : "${name}-urgent" => { metric = "${name}-urgent", threshold = 1, page = "payments-mismatch" }
  }
}

# Errors and slowness of the API stop an API deployment and bring the old version back.
resource "aws_cloudwatch_metric_alarm" "edge" {
  for_each            = merge(local.requests, local.unhealthy)
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${var.runbooks}/${each.value.page}.md"
  namespace           = "AWS/ApplicationELB"
  metric_name         = each.value.metric
  dimensions          = merge({ LoadBalancer = var.load_balancer_suffix }, can(each.value.target_group) ? { TargetGroup = each.value.target_group } : {})
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

# A new version that fails is seen although it gets a part of the requests: each of the API's target groups is counted by itself, and the
# worse one decides, where at least five requests a minute say something.
resource "aws_cloudwatch_metric_alarm" "api_errors" {
  alarm_name          = "${var.name}-api-errors"
  alarm_description   = "${var.runbooks}/http-errors.md"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  evaluation_periods  = 5
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
  metric_query {
    id          = "worst"
    label       = "Percent of requests that failed, of the worse target group"
    expression  = "MAX([${join(", ", [for name in local.api_groups : "IF(FILL(requests${name}, 0) >= 5, 100 * FILL(errors${name}, 0) / requests${name}, 0)"])}])"
    return_data = true
  }
  dynamic "metric_query" {
    for_each = local.api_counts
    content {
      id = metric_query.key
      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value.metric
        dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = metric_query.value.target_group }
        period      = 60
        stat        = "Sum"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "service" {
  for_each            = merge(local.services, local.memory)
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${var.runbooks}/${each.value.page}.md"
  namespace           = each.value.metric == "RunningTaskCount" ? "ECS/ContainerInsights" : "AWS/ECS"
  metric_name         = each.value.metric
  dimensions          = { ClusterName = var.cluster_name, ServiceName = "${var.name}-${each.value.service}" }
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each       = var.service_names
  name           = "${var.name}-${each.key}-errors"
  log_group_name = var.log_group_names[each.key]
  # Lines are ECS JSON of Elastic: the level is a key with a dot in its name.
  pattern = "{ $.['log.level'] = \"error\" || $.['log.level'] = \"fatal\" }"
  metric_transformation {
    namespace     = var.name
    name          = "${each.key}-errors"
    value         = "1"
    default_value = 0
  }
}

# One line is enough of what costs somebody money, signals, or trust.
resource "aws_cloudwatch_log_metric_filter" "urgent" {
  for_each       = var.service_names
  name           = "${var.name}-${each.key}-urgent"
  log_group_name = var.log_group_names[each.key]
  pattern        = "{ ${join(" || ", [for action in local.urgent : "$.['event.action'] = \"${action}\""])} }"
  metric_transformation {
    namespace     = var.name
    name          = "${each.key}-urgent"
    value         = "1"
    default_value = 0
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each            = merge(local.errors, local.urgent_lines)
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${var.runbooks}/${each.value.page}.md"
  namespace           = var.name
  metric_name         = each.value.metric
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}
