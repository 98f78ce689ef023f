variable "name" { type = string }
variable "cluster_arn" { type = string }
variable "cluster_name" { type = string }
variable "task_definition_arn" { type = string }
variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "has_public_address" { type = bool }
variable "database_cidr" { type = string }
variable "load_balancer_security_group_id" { type = string }
variable "listener_rule_arn" { type = string }

variable "target_group_arns" {
  type        = list(string)
  description = "The one in use and the one that the next version comes up in"
  validation {
    condition     = length(var.target_group_arns) == 2
    error_message = "Expected two target groups: a canary needs a second one."
  }
}

variable "least" { type = number }
variable "most" { type = number }

variable "canary_percent" {
  type        = number
  description = "Share of the traffic that the next version gets first: so much that its errors are enough for an alarm"
}

variable "rollback_alarm_names" {
  type        = list(string)
  description = "A deployment goes back when one of them fires"
  validation {
    condition     = length(var.rollback_alarm_names) > 0
    error_message = "Expected at least one alarm that stops a deployment."
  }
}
