variable "name" { type = string }
variable "region" { type = string }
variable "account_id" { type = string }
variable "email" { type = string }
variable "key_arn" { type = string }
variable "cluster_name" { type = string }
variable "cluster_arn" { type = string }

variable "job_names" {
  type        = list(string)
  description = "Tasks that start by themselves and end: backup, training, migration"
}

variable "backup_log_group_name" {
  type        = string
  default     = null
  description = "null: there is no backup"
}

variable "load_balancer_suffix" { type = string }

variable "target_group_suffixes" {
  type        = map(string)
  description = "By the name that its alarm bears"
}

variable "service_names" {
  type        = set(string)
  description = "engine, bot, api"
}

variable "log_group_names" {
  type        = map(string)
  description = "By service"
}

variable "runbooks" {
  type        = string
  default     = "infra/runbooks"
  description = "Where the pages are that an alarm names"
}
