output "remote_url" { value = "${aws_prometheus_workspace.this.prometheus_endpoint}api/v1/remote_write" }
output "workspace_arn" { value = aws_prometheus_workspace.this.arn }
output "grafana_address" { value = aws_grafana_workspace.this.endpoint }
