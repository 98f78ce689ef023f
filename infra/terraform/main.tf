locals {
  size      = jsondecode(file("${path.module}/sizes.json"))[var.size]
  image     = "${var.image_repository}@${var.image_digest}"
  services  = toset(["engine", "bot", "api"])
  migration = "${var.name}-migration"
  # Atlas over the internet is the one database outside the VPC.
  database_cidr = var.database == "atlas" && var.atlas_service_name == "" ? "0.0.0.0/0" : module.network.cidr
  # A webhook needs its secret; the addresses of the load balancer are those of the VPC.
  jobs = { for name, job in {
    backup = var.backup_schedule == "off" ? null : {
      schedule = var.backup_schedule
      command  = ["node", "--import", "tsx", "scripts/backup/backup.ts", "--to", "s3://${module.storage.archive_name}/backups"]
      cpu      = 512
      memory   = 1024
      # The token names who asked to be forgotten since: the same task restores, with another command.
      secrets = ["MONGODB_URI", "TELEGRAM_BOT_TOKEN"]
      archive = { arn = module.storage.archive_arn, prefix = "backups" }
    }
    training = var.retraining == null ? null : {
      schedule = var.retraining.schedule
      command  = var.retraining.command
      cpu      = 2048
      memory   = 8192
      secrets  = ["MONGODB_URI"]
      archive  = null
    }
  } : name => job if job != null }
  settings = merge(var.settings, {
    PUBLIC_URL  = "https://${var.domain}"
    TRUST_PROXY = module.network.cidr
    # Where a task of its own trains, the engine does not.
    RETRAINING = var.retraining == null ? "here" : "elsewhere"
  })
}

module "key" {
  source     = "./modules/key"
  name       = var.name
  account_id = var.account_id
  region     = var.region
}

module "network" {
  source       = "./modules/network"
  name         = var.name
  region       = var.region
  zones        = [for letter in var.zone_letters : "${var.region}${letter}"]
  nat_gateways = local.size.nat_gateways
  key_arn      = module.key.arn
}

module "secrets" {
  source         = "./modules/secrets"
  name           = var.name
  key_arn        = module.key.arn
  names          = var.secret_names
  values         = var.secrets
  values_version = var.secrets_version
}

module "storage" {
  source     = "./modules/storage"
  name       = var.name
  account_id = var.account_id
  key_arn    = module.key.arn
}

module "edge" {
  source           = "./modules/edge"
  name             = var.name
  vpc_id           = module.network.vpc_id
  vpc_cidr         = module.network.cidr
  subnet_ids       = module.network.public_subnet_ids
  domain           = var.domain
  zone_id          = var.zone_id
  access_logs_name = module.storage.access_logs_name
  key_arn          = module.key.arn
  log_days         = local.size.log_days
}

module "database" {
  source             = "./modules/database"
  name               = var.name
  kind               = var.database
  atlas_service_name = var.atlas_service_name
  vpc_id             = module.network.vpc_id
  subnet_ids         = module.network.private_subnet_ids
  key_arn            = module.key.arn
  password           = lookup(var.secrets, "DATABASE_PASSWORD", null)
  password_version   = var.secrets_version
  instance_class     = local.size.documentdb.class
  instances          = local.size.documentdb.instances
  client_security_group_ids = {
    engine = module.engine.security_group_id
    bot    = module.bot.security_group_id
    api    = module.api.security_group_id
  }
}

module "alarms" {
  source                = "./modules/alarms"
  name                  = var.name
  region                = var.region
  account_id            = var.account_id
  email                 = var.alarm_email
  key_arn               = module.key.arn
  cluster_name          = aws_ecs_cluster.this.name
  cluster_arn           = aws_ecs_cluster.this.arn
  job_names             = concat(["migration"], keys(local.jobs))
  backup_log_group_name = var.backup_schedule == "off" ? null : module.job_task["backup"].log_group_name
  load_balancer_suffix  = module.edge.load_balancer_suffix
  target_group_suffixes = module.edge.target_group_suffixes
  service_names         = local.services
  log_group_names       = { for name in local.services : name => module.task[name].log_group_name }
}

module "metrics" {
  count      = var.managed_metrics ? 1 : 0
  source     = "./modules/metrics"
  name       = var.name
  region     = var.region
  account_id = var.account_id
  key_arn    = module.key.arn
  topic_arn  = module.alarms.topic_arn
}

module "budget" {
  source      = "./modules/budget"
  name        = var.name
  monthly_usd = var.monthly_budget_usd
  email       = var.alarm_email
}
