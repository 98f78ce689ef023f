# Atlas: the cluster is made in Atlas (its provider needs keys of its own); here is the private way to it, where one is wanted.
resource "aws_vpc_endpoint" "atlas" {
  count              = var.kind == "atlas" && var.atlas_service_name != "" ? 1 : 0
  vpc_id             = var.vpc_id
  service_name       = var.atlas_service_name
  vpc_endpoint_type  = "Interface"
  subnet_ids         = var.subnet_ids
  security_group_ids = [aws_security_group.this.id]
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "MongoDB: called by the product alone"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "product" {
  for_each                     = var.client_security_group_ids
  security_group_id            = aws_security_group.this.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  # An Atlas endpoint has a port for each node, from 1024 on; DocumentDB has one.
  from_port = var.kind == "atlas" ? 1024 : 27017
  to_port   = var.kind == "atlas" ? 65535 : 27017
}
