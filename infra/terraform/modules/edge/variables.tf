variable "name" { type = string }
variable "vpc_id" { type = string }
variable "vpc_cidr" { type = string }
variable "subnet_ids" { type = list(string) }
variable "domain" { type = string }
variable "zone_id" { type = string }
variable "access_logs_name" { type = string }
variable "key_arn" { type = string }
