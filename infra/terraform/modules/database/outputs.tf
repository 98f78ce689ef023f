output "atlas_endpoint_id" { value = one(aws_vpc_endpoint.atlas[*].id) }
output "documentdb_endpoint" { value = one(aws_docdb_cluster.this[*].endpoint) }
