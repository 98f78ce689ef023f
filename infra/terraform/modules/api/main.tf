# The API scales out and is replaced by a canary: a part of the traffic for some minutes, then all of it, the old tasks kept while the
# new ones bake. Any of the alarms brings the old ones back.
resource "aws_ecs_service" "this" {
  name                              = var.name
  cluster                           = var.cluster_arn
  task_definition                   = var.task_definition_arn
  desired_count                     = var.least
  launch_type                       = "FARGATE"
  platform_version                  = "LATEST"
  propagate_tags                    = "SERVICE"
  enable_execute_command            = false
  wait_for_steady_state             = true
  health_check_grace_period_seconds = 120

  deployment_configuration {
    strategy             = "CANARY"
    bake_time_in_minutes = 10
    canary_configuration {
      canary_percent              = var.canary_percent
      canary_bake_time_in_minutes = 5
    }
  }
  alarms {
    alarm_names = var.rollback_alarm_names
    enable      = true
    rollback    = true
  }
  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = var.has_public_address
  }
  load_balancer {
    target_group_arn = var.target_group_arns[0]
    container_name   = "product"
    container_port   = 8080
    advanced_configuration {
      alternate_target_group_arn = var.target_group_arns[1]
      production_listener_rule   = var.listener_rule_arn
      role_arn                   = aws_iam_role.shift.arn
    }
  }
  # Canary, baking and the start of each step: longer than the provider waits by itself.
  timeouts {
    create = "45m"
    update = "45m"
  }
  depends_on = [aws_iam_role_policy_attachment.shift]
  lifecycle {
    # Autoscaling owns the number of tasks from here on; Terraform would set it back at each apply.
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.least
  max_capacity       = var.most
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 60
    scale_in_cooldown  = 300
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Lets ECS move the listener's weights from one target group to the other.
resource "aws_iam_role" "shift" {
  name = "${var.name}-shift"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ecs.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "shift" {
  role       = aws_iam_role.shift.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}
