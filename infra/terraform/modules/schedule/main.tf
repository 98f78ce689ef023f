# A task that starts at its hour and ends. It may be interrupted: the next start goes on or begins again.
resource "aws_scheduler_schedule" "this" {
  name                         = var.name
  schedule_expression          = var.schedule
  schedule_expression_timezone = "UTC"
  kms_key_arn                  = var.key_arn
  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 30
  }
  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.start.arn
    ecs_parameters {
      task_definition_arn = var.task_definition_arn
      task_count          = 1
      launch_type         = "FARGATE"
      platform_version    = "LATEST"
      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [var.security_group_id]
        assign_public_ip = var.has_public_address
      }
    }
    retry_policy {
      maximum_retry_attempts       = 2
      maximum_event_age_in_seconds = 3600
    }
  }
}

resource "aws_iam_role" "start" {
  name = "${var.name}-start"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = aws_iam_role.start.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["ecs:RunTask"], Resource = var.task_definition_arn },
      { Effect = "Allow", Action = ["iam:PassRole"], Resource = var.role_arns },
      { Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.key_arn },
    ]
  })
}
