output "topic_arn" { value = aws_sns_topic.this.arn }

output "rollback_alarm_names" {
  description = "Those that stop a deployment of the API"
  value       = [aws_cloudwatch_metric_alarm.api_errors.alarm_name, aws_cloudwatch_metric_alarm.edge["api-slow"].alarm_name]
}
