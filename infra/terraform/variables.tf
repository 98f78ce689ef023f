variable "name" {
  type        = string
  default     = "analyser"
  description = "First part of the name of everything"
}

variable "account_id" {
  type        = string
  description = "The only AWS account that may be changed"
}

variable "region" {
  type        = string
  default     = "eu-central-1"
  description = "Not in the USA: Binance answers 451 there"
  validation {
    condition     = !startswith(var.region, "us-")
    error_message = "Expected a region outside the USA (Binance answers 451 to it)."
  }
}

variable "zone_letters" {
  type        = list(string)
  default     = ["a", "b"]
  description = "Two availability zones, by name: a list that AWS may grow would move subnets"
}

variable "size" {
  type        = string
  default     = "lean"
  description = "lean, standard or available: what each has stands in sizes.json, what it costs in infra/README.md"
  validation {
    condition     = contains(keys(jsondecode(file("${path.module}/sizes.json"))), var.size)
    error_message = "Expected a size of sizes.json."
  }
}

variable "domain" {
  type        = string
  description = "Where API, pages and webhooks answer, e.g. bot.example.com"
}

variable "zone_id" {
  type        = string
  description = "Route 53 zone of the domain"
}

variable "image_repository" {
  type        = string
  description = "Address of the ECR repository, an output of bootstrap"
}

variable "image_repository_arn" {
  type        = string
  description = "Its ARN, an output of bootstrap"
}

# The one owner of what runs: a deployment is an apply with another digest, and nothing else changes a task definition.
variable "image_digest" {
  type        = string
  description = "sha256:… of the image that CI built, scanned and signed"
  validation {
    condition     = can(regex("^sha256:[0-9a-f]{64}$", var.image_digest))
    error_message = "Expected sha256: and 64 hexadecimal digits: a tag can be moved, a digest cannot."
  }
}

variable "settings" {
  type        = map(string)
  default     = {}
  description = "Settings of the product that are no secrets: CHANNEL_FREE, CHANNEL_PRO, MARKETS, ADMIN_IDS …"
  validation {
    condition     = length([for key in keys(var.settings) : key if can(regex("TOKEN|SECRET|PASSWORD|MONGODB_URI", key))]) == 0
    error_message = "Expected no secret among the settings: they belong into var.secrets."
  }
}

# Never stored: neither in the plan nor in the state. Given as TF_VAR_secrets, and written when secrets_version rises.
variable "secrets" {
  type        = map(string)
  ephemeral   = true
  sensitive   = true
  description = "Values by the names in var.secret_names; for DocumentDB also DATABASE_PASSWORD, which MONGODB_URI then holds too"
}

variable "secret_names" {
  type        = set(string)
  default     = ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "MONGODB_URI", "ALERT_SECRET"]
  description = "Settings of the product that are secrets; with cards also STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET"
}

variable "secrets_version" {
  type        = number
  default     = 1
  description = "Raise it to write var.secrets again; a stored number, because a write-only value cannot be compared"
}

variable "database" {
  type        = string
  default     = "atlas"
  description = "atlas (MONGODB_URI is the cluster's) or documentdb; what each costs and lacks stands in infra/README.md"
  validation {
    condition     = contains(["atlas", "documentdb"], var.database)
    error_message = "Expected atlas or documentdb."
  }
}

variable "atlas_service_name" {
  type        = string
  default     = ""
  description = "Service name of Atlas' private endpoint; empty: over the internet with TLS and Atlas' list of addresses"
}

variable "managed_metrics" {
  type        = bool
  default     = false
  description = "Amazon Managed Prometheus and Grafana; needs collector_image"
}

variable "collector_image" {
  type        = string
  default     = ""
  description = "AWS Distro for OpenTelemetry by digest, e.g. public.ecr.aws/aws-observability/aws-otel-collector@sha256:…"
  validation {
    condition     = var.collector_image == "" || can(regex("@sha256:[0-9a-f]{64}$", var.collector_image))
    error_message = "Expected the collector's image by digest."
  }
}

variable "alarm_email" {
  type        = string
  description = "Who is told of alarms and of the budget"
}

variable "monthly_budget_usd" {
  type        = number
  default     = 150
  description = "Told at 80 % spent and at 100 % forecast"
}

variable "running" {
  type        = bool
  default     = true
  description = "false: no engine and no bot, for a restore or a move (runbooks/move-region.md); the API goes on"
}

variable "backup_schedule" {
  type        = string
  default     = "cron(40 1 * * ? *)"
  description = "When everything that is kept is written to the bucket, in UTC; off: not at all"
  validation {
    condition     = var.backup_schedule == "off" || can(regex("^(cron|rate)\\(.+\\)$", var.backup_schedule))
    error_message = "backup_schedule: expected cron(…), rate(…) or off, was ${var.backup_schedule}."
  }
}

variable "retraining" {
  type = object({
    schedule = string
    command  = optional(list(string), ["node", "--import", "tsx", "scripts/retrain/retrain.ts", "--json"])
  })
  default     = null
  description = "A task of its own on a schedule, for training that the memory of the engine does not hold; the engine then has RETRAINING=elsewhere. Daily costs little: what is not due is not trained. null: the engine trains"
}

variable "engines" {
  type        = number
  default     = 1
  description = "Engines that share the followed series. More only where a close costs one more than two seconds: each takes memory for all series, asks venues for its part, and one of them sends"
  validation {
    condition     = var.engines >= 1 && var.engines <= 16 && floor(var.engines) == var.engines
    error_message = "Expected 1 to 16 engines: they share 64 shards."
  }
}
