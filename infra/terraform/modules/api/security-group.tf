resource "aws_security_group" "this" {
  name        = var.name
  description = "${var.name}: called by the load balancer alone"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  security_group_id            = aws_security_group.this.id
  description                  = "API and pages through the load balancer"
  referenced_security_group_id = var.load_balancer_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
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
