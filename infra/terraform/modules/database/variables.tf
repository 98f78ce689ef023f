variable "name" { type = string }

variable "kind" {
  type        = string
  description = "atlas or documentdb"
}

variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "key_arn" { type = string }
variable "client_security_group_ids" { type = map(string) }

variable "atlas_service_name" {
  type    = string
  default = ""
}

variable "password" {
  type        = string
  ephemeral   = true
  sensitive   = true
  description = "null with atlas"
}

variable "password_version" {
  type    = number
  default = 1
}

variable "instance_class" { type = string }
variable "instances" { type = number }
