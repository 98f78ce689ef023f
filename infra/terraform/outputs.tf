output "address" { value = "https://${var.domain}" }
# What a database outside must let in; none with size lean, where each task gets another address at each start.
output "nat_addresses" { value = module.network.nat_addresses }
# Atlas asks for it when its private endpoint is made.
output "atlas_endpoint_id" { value = module.database.atlas_endpoint_id }
output "documentdb_endpoint" { value = module.database.documentdb_endpoint }
output "grafana" { value = one(module.metrics[*].grafana_address) }

# What runs, for the step after a deployment that compares it with the digest that CI signed.
output "images" {
  value = { for name, task in module.task : name => one([for container in task.container_definitions : container.image if container.name == "product"]) }
}

# What is reachable from everywhere.
output "public_ports" { value = module.edge.public_ports }

# What the step of a deployment needs that migrates the database. The family, not a revision: the step registers the next one first.
output "migration" {
  value = {
    cluster = aws_ecs_cluster.this.name
    family  = local.migration
    network = {
      awsvpcConfiguration = {
        subnets        = module.network.task_subnet_ids
        securityGroups = [module.engine.security_group_id]
        assignPublicIp = module.network.tasks_have_public_addresses ? "ENABLED" : "DISABLED"
      }
    }
  }
}
