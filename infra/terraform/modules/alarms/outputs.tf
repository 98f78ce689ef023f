output "topic_arn" { value = aws_sns_topic.this.arn }

output "rollback_alarm_names" {
  description = "Those that stop a deployment of the API"
  value       = [for key in ["api-errors", "api-slow"] : aws_cloudwatch_metric_alarm.edge[key].alarm_name]
}
