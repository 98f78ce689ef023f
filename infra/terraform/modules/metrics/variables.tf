variable "name" { type = string }
variable "region" { type = string }
variable "account_id" { type = string }
variable "key_arn" { type = string }
variable "topic_arn" { type = string }
