variable "name" {
  type        = string
  description = "Of the task, e.g. analyser-engine"
}

variable "region" { type = string }

variable "role" {
  type        = string
  description = "ROLE of the product: engine, bot, api"
}

variable "image" {
  type        = string
  description = "repository@sha256:…"
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Expected an image by digest."
  }
}

variable "image_repository_arn" { type = string }
variable "cpu" { type = number }
variable "memory" { type = number }

variable "command" {
  type        = list(string)
  default     = null
  description = "null: the image's own"
}

variable "settings" { type = map(string) }

variable "secret_arns" {
  type        = map(string)
  description = "Of Secrets Manager, by the name of the setting"
}

variable "key_arn" { type = string }
variable "log_days" { type = number }

variable "archive" {
  type = object({
    arn    = string
    prefix = string
  })
  default     = null
  description = "What of the bucket of backups the task may read and write; null: nothing, as for everything that is called from outside"
}

variable "collector" {
  type = object({
    image      = string
    remote_url = string
    arn        = string
  })
  default     = null
  description = "Sends /metrics to Managed Prometheus from within the task"
}
