# Engine and bot: one at a time. A task is stopped before its successor starts, because two that poll one token get 409, and an engine more
# would only move shards to and fro. The price: half a minute without signals or answers at each deployment, with several engines of a part.
resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = var.task_definition_arn
  desired_count                      = var.running ? var.tasks : 0
  deployment_minimum_healthy_percent = floor(100 * (var.tasks - 1) / var.tasks)
  deployment_maximum_percent         = 100
  # Rebalancing starts the new task first.
  availability_zone_rebalancing     = "DISABLED"
  launch_type                       = "FARGATE"
  platform_version                  = "LATEST"
  propagate_tags                    = "SERVICE"
  enable_execute_command            = false
  wait_for_steady_state             = true
  health_check_grace_period_seconds = var.webhook == null ? null : 120

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = var.has_public_address
  }
  dynamic "load_balancer" {
    for_each = var.webhook == null ? [] : [var.webhook.target_group_arn]
    content {
      target_group_arn = load_balancer.value
      container_name   = "product"
      container_port   = 8080
    }
  }
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "${var.name}: calls out, is called by the load balancer alone"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.this.id
  description       = "Telegram, exchanges, Stripe, AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id = aws_security_group.this.id
  description       = "MongoDB: Atlas listens on 27015 to 27017, its private endpoints from 1024"
  cidr_ipv4         = var.database_cidr
  ip_protocol       = "tcp"
  from_port         = var.database_cidr == "0.0.0.0/0" ? 27015 : 1024
  to_port           = var.database_cidr == "0.0.0.0/0" ? 27017 : 65535
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count                        = var.webhook == null ? 0 : 1
  security_group_id            = aws_security_group.this.id
  description                  = "Telegram's webhook through the load balancer"
  referenced_security_group_id = var.webhook.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
