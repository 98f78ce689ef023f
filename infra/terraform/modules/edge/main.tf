# The only door: TLS on 443. There is no listener on 80 and no other public port.
resource "aws_security_group" "this" {
  name        = "${var.name}-edge"
  description = "The load balancer: 443 from everywhere, the product behind it"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "product" {
  security_group_id = aws_security_group.this.id
  description       = "The product"
  cidr_ipv4         = var.vpc_cidr
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

resource "aws_lb" "this" {
  # checkov:skip=CKV2_AWS_76: the rules for known bad inputs (Log4j) are there; the list of anonymous addresses would shut out readers behind a VPN
  # checkov:skip=CKV2_AWS_20: there is no listener on 80 that could be redirected
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = var.subnet_ids
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = true
  # Streams are silent for up to a minute; the default of 60 s would cut them.
  idle_timeout = 120
  access_logs {
    bucket  = var.access_logs_name
    enabled = true
  }
}

resource "aws_lb_target_group" "api" {
  # checkov:skip=CKV_AWS_378: TLS ends at the load balancer; behind it is the VPC
  count                = 2
  name                 = "${var.name}-api-${count.index}"
  vpc_id               = var.vpc_id
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "ip"
  deregistration_delay = 30
  health_check {
    path    = "/health/ready"
    matcher = "200"
    # Without the database a task is not ready: for five minutes it goes on answering 503, because new tasks could do no more.
    interval            = 30
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 10
  }
}

resource "aws_lb_target_group" "bot" {
  # checkov:skip=CKV_AWS_378: TLS ends at the load balancer; behind it is the VPC
  name                 = "${var.name}-bot"
  vpc_id               = var.vpc_id
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "ip"
  deregistration_delay = 15
  health_check {
    path    = "/health/live"
    matcher = "200"
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.this.certificate_arn
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "webhook" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10
  condition {
    path_pattern {
      values = ["/telegram/webhook", "/ops/alerts"]
    }
  }
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.bot.arn
  }
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 100
  condition {
    host_header {
      values = [var.domain]
    }
  }
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.api[0].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.api[1].arn
        weight = 0
      }
    }
  }
  lifecycle {
    # ECS moves the weights during a canary, and leaves the groups exchanged after it.
    ignore_changes = [action]
  }
}
