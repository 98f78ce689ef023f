mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name             = "analyser"
  vpc_id           = "vpc-1"
  vpc_cidr         = "10.20.0.0/16"
  subnet_ids       = ["subnet-1", "subnet-2"]
  domain           = "bot.example.com"
  zone_id          = "Z0123456789"
  access_logs_name = "analyser-access-logs"
  log_days         = 30
  key_arn          = "arn:aws:kms:eu-central-1:111122223333:key/0d1e2f30-4152-6374-8596-a7b8c9d0e1f2"
}

run "edge" {
  module {
    source = "./modules/edge"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.https.from_port == 443 && aws_vpc_security_group_ingress_rule.https.to_port == 443 && aws_vpc_security_group_ingress_rule.https.ip_protocol == "tcp"
    error_message = "Nothing may be public but 443."
  }
  assert {
    condition     = aws_lb_listener.https.port == 443 && aws_lb_listener.https.protocol == "HTTPS" && strcontains(aws_lb_listener.https.ssl_policy, "TLS13")
    error_message = "The listener must be TLS 1.2 or 1.3 on 443."
  }
  assert {
    condition     = aws_lb.this.idle_timeout > 60
    error_message = "A load balancer that idles at 60 s cuts streams."
  }
  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.enable_deletion_protection && one(aws_lb.this.access_logs).enabled
    error_message = "The load balancer must drop invalid headers, keep access logs, and not be deleted by a mistake."
  }
  assert {
    condition     = length(aws_lb_target_group.api) == 2
    error_message = "A canary needs a second target group."
  }
  assert {
    condition     = one([for condition in aws_lb_listener_rule.webhook.condition : one(condition.path_pattern).values if length(condition.path_pattern) > 0]) == toset(["/telegram/webhook", "/ops/alerts"])
    error_message = "Telegram's webhook and Alertmanager's calls belong to the bot."
  }
  assert {
    condition     = alltrue([for group in aws_lb_target_group.api : one(group.health_check).path == "/health/ready"])
    error_message = "The API takes traffic once it is ready."
  }
}

run "firewall" {
  module {
    source = "./modules/edge"
  }
  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn
    error_message = "The firewall must stand before the load balancer."
  }
  assert {
    condition = anytrue([for rule in aws_wafv2_web_acl.this.rule : anytrue([
      for group in one(rule.statement).managed_rule_group_statement : anytrue([
        for override in group.rule_action_override : override.name == "SizeRestrictions_BODY" && length(one(override.action_to_use).count) == 1
    ])]) if rule.name == "common"])
    error_message = "The common rules block bodies above 8 KB: SizeRestrictions_BODY must only count, or /predict breaks."
  }
  assert {
    condition     = anytrue([for rule in aws_wafv2_web_acl.this.rule : length(one(rule.statement).rate_based_statement) == 1 && length(one(rule.action).block) == 1 if rule.name == "rate"])
    error_message = "Somebody who floods must be blocked."
  }
  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : one(one(rule.statement).rate_based_statement).limit >= 5 * 600 if rule.name == "rate"])
    error_message = "600 requests a minute are sold: they must get through the firewall."
  }
  assert {
    condition = anytrue([for rule in aws_wafv2_web_acl.this.rule : rule.priority == 0 && length(one(rule.action).allow) == 1 && toset(flatten([
      for each in one(one(rule.statement).and_statement).statement : concat(
        [for set in each.ip_set_reference_statement : set.arn], [for match in each.byte_match_statement : "${match.positional_constraint} ${match.search_string}"]
    )])) == toset([aws_wafv2_ip_set.telegram.arn, "EXACTLY /telegram/webhook"]) if rule.name == "telegram"])
    error_message = "Telegram calls without a User-Agent and with what people write: the common rules would shut it out."
  }
  assert {
    condition     = toset([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : one(field.single_header).name]) == toset(["authorization", "cookie", "stripe-signature", "x-telegram-bot-api-secret-token"])
    error_message = "The firewall's log must hold no secret."
  }
  assert {
    condition     = one(aws_wafv2_web_acl_logging_configuration.this.logging_filter).default_behavior == "DROP" && aws_cloudwatch_log_group.firewall.retention_in_days == var.log_days
    error_message = "The firewall's log keeps what was blocked, and no longer than the product's."
  }
  assert {
    condition     = startswith(aws_cloudwatch_log_group.firewall.name, "aws-waf-logs-") && aws_cloudwatch_log_group.firewall.kms_key_id == var.key_arn
    error_message = "The firewall's log must have a name that WAF takes, and be encrypted."
  }
}
