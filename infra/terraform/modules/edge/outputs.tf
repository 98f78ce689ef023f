output "security_group_id" { value = aws_security_group.this.id }
output "api_target_group_arns" { value = aws_lb_target_group.api[*].arn }
output "bot_target_group_arn" {
  value = aws_lb_target_group.bot.arn
  # A service is refused whose target group has no listener yet.
  depends_on = [aws_lb_listener_rule.webhook]
}

output "api_listener_rule_arn" { value = aws_lb_listener_rule.api.arn }
output "load_balancer_suffix" { value = aws_lb.this.arn_suffix }
output "target_group_suffixes" {
  value = merge({ for index, group in aws_lb_target_group.api : "api-${index}" => group.arn_suffix }, { bot = aws_lb_target_group.bot.arn_suffix })
}

# What is reachable from everywhere, for the test that it is one port.
output "public_ports" {
  value = [for rule in [aws_vpc_security_group_ingress_rule.https] : "${rule.from_port}-${rule.to_port}" if rule.cidr_ipv4 == "0.0.0.0/0"]
}
