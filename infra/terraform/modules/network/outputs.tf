output "vpc_id" { value = aws_vpc.this.id }
output "cidr" { value = aws_vpc.this.cidr_block }
output "public_subnet_ids" { value = aws_subnet.public[*].id }
output "private_subnet_ids" { value = aws_subnet.private[*].id }

# Where tasks run: without a NAT gateway only a public address reaches Telegram and the exchanges.
output "task_subnet_ids" { value = var.nat_gateways == 0 ? aws_subnet.public[*].id : aws_subnet.private[*].id }
output "tasks_have_public_addresses" { value = var.nat_gateways == 0 }
output "nat_addresses" { value = aws_eip.nat[*].public_ip }
