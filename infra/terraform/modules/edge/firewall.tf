# Where Telegram calls webhooks from (core.telegram.org/bots/webhooks).
resource "aws_wafv2_ip_set" "telegram" {
  name               = "${var.name}-telegram"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["149.154.160.0/20", "91.108.4.0/22"]
}

resource "aws_wafv2_web_acl" "this" {
  name  = var.name
  scope = "REGIONAL"
  default_action {
    allow {}
  }

  # Telegram sends no User-Agent, which the common rules block, and what people write to the bot, <script> too, which they block as well.
  # The webhook proves itself to the product by its secret.
  rule {
    name     = "telegram"
    priority = 0
    action {
      allow {}
    }
    statement {
      and_statement {
        statement {
          ip_set_reference_statement {
            arn = aws_wafv2_ip_set.telegram.arn
          }
        }
        statement {
          byte_match_statement {
            search_string         = "/telegram/webhook"
            positional_constraint = "EXACTLY"
            field_to_match {
              uri_path {}
            }
            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "${var.name}-telegram"
    }
  }

  # In five minutes; the highest tier is sold 600 requests a minute.
  rule {
    name     = "rate"
    priority = 1
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit              = 6000
        aggregate_key_type = "IP"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "${var.name}-rate"
    }
  }

  rule {
    name     = "common"
    priority = 2
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
        # Blocks bodies above 8 KB behind a load balancer, and that cannot be raised: candles for /predict are up to 512 KiB, and the
        # product limits each route itself. So it counts only.
        rule_action_override {
          name = "SizeRestrictions_BODY"
          action_to_use {
            count {}
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "${var.name}-common"
    }
  }

  rule {
    name     = "known-bad-inputs"
    priority = 3
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "${var.name}-bad-inputs"
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
    metric_name                = var.name
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}

resource "aws_cloudwatch_log_group" "firewall" {
  # WAF writes only into groups whose name begins like this.
  name = "aws-waf-logs-${var.name}"
  # checkov:skip=CKV_AWS_338: addresses of people are kept no longer than the product's own logs
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
}

locals {
  # Headers that let somebody in.
  secret_headers = ["authorization", "cookie", "stripe-signature", "x-telegram-bot-api-secret-token"]
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]
  dynamic "redacted_fields" {
    for_each = local.secret_headers
    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
  # What was let through is in the access logs of the load balancer already.
  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition {
          action = "BLOCK"
        }
      }
      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
