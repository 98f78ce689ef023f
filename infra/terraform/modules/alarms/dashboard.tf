locals {
  charts = concat(
    [
      { title = "Requests", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer_suffix]], statistic = "Sum" },
      { title = "Errors", metrics = [["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer_suffix]], statistic = "Sum" },
      { title = "Seconds to answer, p99", metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_suffix]], statistic = "p99" },
    ],
    [for metric in ["CPUUtilization", "MemoryUtilization"] : {
      title     = "${metric}, percent"
      metrics   = [for name in var.service_names : ["AWS/ECS", metric, "ClusterName", var.cluster_name, "ServiceName", "${var.name}-${name}"]]
      statistic = "Maximum"
    }],
    [{
      title     = "Error lines"
      metrics   = [for name in var.service_names : [var.name, "${name}-errors"]]
      statistic = "Sum"
    }],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for index, chart in local.charts : {
      type       = "metric"
      x          = 12 * (index % 2)
      y          = 6 * floor(index / 2)
      width      = 12
      height     = 6
      properties = { title = chart.title, metrics = chart.metrics, stat = chart.statistic, period = 60, region = var.region, view = "timeSeries" }
    }]
  })
}
