resource "aws_ecs_cluster" "this" {
  name = var.name
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

module "task" {
  for_each             = local.services
  source               = "./modules/task"
  name                 = "${var.name}-${each.key}"
  region               = var.region
  role                 = each.key
  image                = local.image
  image_repository_arn = var.image_repository_arn
  cpu                  = local.size[each.key].cpu
  memory               = local.size[each.key].memory
  settings             = local.settings
  secret_arns          = module.secrets.arns
  key_arn              = module.key.arn
  log_days             = local.size.log_days
  collector            = local.collector
}

locals {
  collector = var.managed_metrics ? {
    image      = var.collector_image
    remote_url = module.metrics[0].remote_url
    arn        = module.metrics[0].workspace_arn
  } : null
}

module "engine" {
  source              = "./modules/worker"
  running             = var.running
  name                = "${var.name}-engine"
  tasks               = var.engines
  cluster_arn         = aws_ecs_cluster.this.arn
  task_definition_arn = module.task["engine"].task_definition_arn
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.task_subnet_ids
  has_public_address  = module.network.tasks_have_public_addresses
  database_cidr       = local.database_cidr
}

module "bot" {
  source              = "./modules/worker"
  running             = var.running
  name                = "${var.name}-bot"
  cluster_arn         = aws_ecs_cluster.this.arn
  task_definition_arn = module.task["bot"].task_definition_arn
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.task_subnet_ids
  has_public_address  = module.network.tasks_have_public_addresses
  database_cidr       = local.database_cidr
  webhook = {
    target_group_arn  = module.edge.bot_target_group_arn
    security_group_id = module.edge.security_group_id
  }
}

module "api" {
  source                          = "./modules/api"
  name                            = "${var.name}-api"
  cluster_arn                     = aws_ecs_cluster.this.arn
  cluster_name                    = aws_ecs_cluster.this.name
  task_definition_arn             = module.task["api"].task_definition_arn
  vpc_id                          = module.network.vpc_id
  subnet_ids                      = module.network.task_subnet_ids
  has_public_address              = module.network.tasks_have_public_addresses
  database_cidr                   = local.database_cidr
  load_balancer_security_group_id = module.edge.security_group_id
  listener_rule_arn               = module.edge.api_listener_rule_arn
  target_group_arns               = module.edge.api_target_group_arns
  least                           = local.size.api.least
  most                            = local.size.api.most
  canary_percent                  = local.size.api.canary_percent
  rollback_alarm_names            = module.alarms.rollback_alarm_names
}

# Run by deploy.yml before any service changes; a family of its own, so that the revision that services run on stays as it is.
module "migration_task" {
  source               = "./modules/task"
  name                 = local.migration
  region               = var.region
  role                 = "engine"
  image                = local.image
  command              = ["node", "--import", "tsx", "scripts/migrate/migrate.ts"]
  image_repository_arn = var.image_repository_arn
  cpu                  = 512
  memory               = 1024
  settings             = local.settings
  secret_arns          = { MONGODB_URI = module.secrets.arns["MONGODB_URI"] }
  key_arn              = module.key.arn
  log_days             = local.size.log_days
}

# What runs at its hour and ends: training, so that its memory is paid for by the hour, and the backup.
module "job_task" {
  for_each             = local.jobs
  source               = "./modules/task"
  name                 = "${var.name}-${each.key}"
  region               = var.region
  role                 = "engine"
  image                = local.image
  command              = each.value.command
  image_repository_arn = var.image_repository_arn
  cpu                  = each.value.cpu
  memory               = each.value.memory
  settings             = local.settings
  secret_arns          = { for name in each.value.secrets : name => module.secrets.arns[name] }
  key_arn              = module.key.arn
  log_days             = local.size.log_days
  archive              = each.value.archive
}

module "job" {
  for_each            = local.jobs
  source              = "./modules/schedule"
  name                = "${var.name}-${each.key}"
  account_id          = var.account_id
  schedule            = each.value.schedule
  cluster_arn         = aws_ecs_cluster.this.arn
  task_definition_arn = module.job_task[each.key].task_definition_arn
  role_arns           = [module.job_task[each.key].task_role_arn, module.job_task[each.key].execution_role_arn]
  subnet_ids          = module.network.task_subnet_ids
  security_group_id   = module.engine.security_group_id
  has_public_address  = module.network.tasks_have_public_addresses
  key_arn             = module.key.arn
}
