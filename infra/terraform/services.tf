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
  archive_arn          = module.storage.archive_arn
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
  archive_arn          = module.storage.archive_arn
}

module "training_task" {
  count                = var.retraining == null ? 0 : 1
  source               = "./modules/task"
  name                 = "${var.name}-training"
  region               = var.region
  role                 = "engine"
  image                = local.image
  command              = var.retraining.command
  image_repository_arn = var.image_repository_arn
  cpu                  = 2048
  memory               = 8192
  settings             = local.settings
  secret_arns          = { MONGODB_URI = module.secrets.arns["MONGODB_URI"] }
  key_arn              = module.key.arn
  log_days             = local.size.log_days
  archive_arn          = module.storage.archive_arn
}

module "retraining" {
  count               = var.retraining == null ? 0 : 1
  source              = "./modules/retraining"
  name                = "${var.name}-training"
  account_id          = var.account_id
  schedule            = var.retraining.schedule
  cluster_arn         = aws_ecs_cluster.this.arn
  task_definition_arn = module.training_task[0].task_definition_arn
  role_arns           = [module.training_task[0].task_role_arn, module.training_task[0].execution_role_arn]
  subnet_ids          = module.network.task_subnet_ids
  security_group_id   = module.engine.security_group_id
  has_public_address  = module.network.tasks_have_public_addresses
  key_arn             = module.key.arn
}
