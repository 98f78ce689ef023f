# A task that starts by itself and fails tells nobody: no service counts it.
resource "aws_cloudwatch_event_rule" "failed_jobs" {
  name        = "${var.name}-failed-jobs"
  description = "A backup, training or migration ended with an error"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [var.cluster_arn]
      lastStatus = ["STOPPED"]
      group      = [for name in var.job_names : "family:${var.name}-${name}"]
      containers = { exitCode = [{ anything-but = [0] }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "failed_jobs" {
  rule = aws_cloudwatch_event_rule.failed_jobs.name
  arn  = aws_sns_topic.this.arn
}

# The last line of a backup that succeeded. A day without one may be a deployment; two are none.
resource "aws_cloudwatch_log_metric_filter" "backups" {
  count          = var.backup_log_group_name == null ? 0 : 1
  name           = "${var.name}-backups"
  log_group_name = var.backup_log_group_name
  pattern        = "\"documents of\" \"s3://\""
  metric_transformation {
    namespace = var.name
    name      = "backups"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "backups" {
  count               = var.backup_log_group_name == null ? 0 : 1
  alarm_name          = "${var.name}-no-backup"
  alarm_description   = "${var.runbooks}/restore.md"
  namespace           = var.name
  metric_name         = "backups"
  statistic           = "Sum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 86400
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}
