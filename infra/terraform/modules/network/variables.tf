variable "name" { type = string }

variable "region" { type = string }

variable "cidr" {
  type    = string
  default = "10.20.0.0/16"
}

variable "zones" {
  type        = list(string)
  description = "Two availability zones"
}

variable "nat_gateways" {
  type        = number
  description = "0: tasks have public addresses and nothing may call them; 1; or one for each zone"
}

variable "key_arn" { type = string }
