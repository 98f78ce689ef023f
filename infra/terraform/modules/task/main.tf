locals {
  # Fargate has no disk: these are empty at each start. What must last is in the database.
  volumes = ["data", "tmp"]
  settings = merge(var.settings, {
    ROLE     = var.role
    HOST     = "0.0.0.0"
    PORT     = "8080"
    DATA_DIR = "/data"
  })
  logging = {
    logDriver = "awslogs"
    options = {
      awslogs-group         = aws_cloudwatch_log_group.this.name
      awslogs-region        = var.region
      awslogs-stream-prefix = var.role
      # Lines wait in memory rather than hold up the product when CloudWatch is slow.
      mode            = "non-blocking"
      max-buffer-size = "4m"
    }
  }
  product = {
    name                   = "product"
    image                  = var.image
    essential              = true
    command                = var.command
    user                   = "1000"
    readonlyRootFilesystem = true
    privileged             = false
    linuxParameters = {
      # An init of PID 1 passes SIGTERM on before the product listens to it.
      initProcessEnabled = true
      capabilities       = { drop = ["ALL"], add = [] }
    }
    # A stop drains what is being sent; it takes at most 20 s.
    stopTimeout  = 30
    environment  = [for name in sort(keys(local.settings)) : { name = name, value = local.settings[name] }]
    secrets      = [for name in sort(keys(var.secret_arns)) : { name = name, valueFrom = var.secret_arns[name] }]
    mountPoints  = [for volume in local.volumes : { sourceVolume = volume, containerPath = "/${volume}", readOnly = false }]
    portMappings = [{ containerPort = 8080, protocol = "tcp" }]
    healthCheck = {
      command     = ["CMD", "node", "-e", "fetch('http://127.0.0.1:8080/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
      interval    = 30
      timeout     = 5
      retries     = 3
      startPeriod = 120
    }
    logConfiguration = local.logging
  }
  # Containers of a task share their loopback: /metrics is read there and needs no other address.
  collector = var.collector == null ? [] : [{
    name                   = "collector"
    image                  = var.collector.image
    essential              = false
    readonlyRootFilesystem = true
    environment = [{
      name = "AOT_CONFIG_CONTENT"
      value = templatefile("${path.module}/collector.yml", {
        url    = var.collector.remote_url
        region = var.region
        role   = var.role
      })
    }]
    logConfiguration = local.logging
  }]
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: how long product logs are kept is a matter of the size; a year would hold personal ids for no purpose
  name              = "/${var.name}"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(concat([local.product], local.collector))
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  dynamic "volume" {
    for_each = local.volumes
    content {
      name = volume.value
    }
  }
}
