variable "name" { type = string }
variable "account_id" { type = string }
variable "schedule" { type = string }
variable "cluster_arn" { type = string }
variable "task_definition_arn" { type = string }
variable "subnet_ids" { type = list(string) }
variable "security_group_id" { type = string }
variable "has_public_address" { type = bool }
variable "key_arn" { type = string }

variable "role_arns" {
  type        = list(string)
  description = "Roles of the task, which the schedule hands to it"
}
