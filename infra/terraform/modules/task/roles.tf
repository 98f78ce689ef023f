locals {
  assumed_by_tasks = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# What ECS needs to start the task: its image, its secrets, its log.
resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # AWS knows no narrower resource for this action.
      { Sid = "Login", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = var.image_repository_arn
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.this.arn}:*"
      },
      { Sid = "Secrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = values(var.secret_arns) },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.key_arn },
    ]
  })
}

# What the product itself may do in AWS.
resource "aws_iam_role" "task" {
  name               = var.name
  assume_role_policy = local.assumed_by_tasks
}

# Most of the product's roles need nothing of AWS.
resource "aws_iam_role_policy" "archive" {
  count = var.archive == null ? 0 : 1
  name  = "archive"
  role  = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Archive", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${var.archive.arn}/${var.archive.prefix}/*" },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.key_arn },
    ]
  })
}

resource "aws_iam_role_policy" "metrics" {
  count = var.collector == null ? 0 : 1
  name  = "metrics"
  role  = aws_iam_role.task.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Metrics", Effect = "Allow", Action = ["aps:RemoteWrite"], Resource = var.collector.arn }]
  })
}
