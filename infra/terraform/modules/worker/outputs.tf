output "service_name" { value = aws_ecs_service.this.name }
output "security_group_id" { value = aws_security_group.this.id }
output "tasks" { value = aws_ecs_service.this.desired_count }
