variable "name" { type = string }
variable "cluster_arn" { type = string }
variable "task_definition_arn" { type = string }
variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "has_public_address" { type = bool }

variable "database_cidr" {
  type        = string
  description = "Where MongoDB is: the VPC, or everywhere for Atlas over the internet"
}

variable "webhook" {
  type = object({
    target_group_arn  = string
    security_group_id = string
  })
  default     = null
  description = "The load balancer's side of the webhook; null: nothing may call this service"
}

variable "running" {
  type        = bool
  default     = true
  description = "false: none runs"
}

variable "tasks" {
  type        = number
  default     = 1
  description = "How many run at once: more than one of engines alone, which share the series; two bots would poll one token"
}
