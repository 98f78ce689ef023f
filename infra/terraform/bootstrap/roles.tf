# Workflows log in by OIDC: no key of AWS is kept at GitHub.
resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_oidc_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  oidc_provider_arn = "arn:aws:iam::${var.account_id}:oidc-provider/token.actions.githubusercontent.com"
  # Which runs may take which role: a pull request only reads; an image is pushed by main; production is changed from the environment
  # of that name, which waits for an approval.
  subjects = {
    plan  = "repo:${var.repository}:pull_request"
    image = "repo:${var.repository}:ref:refs/heads/main"
    apply = "repo:${var.repository}:environment:production"
  }
}

resource "aws_iam_role" "deploy" {
  # checkov:skip=CKV_AWS_393: it cannot read the subjects in the map above, each of which names the repository first (tested)
  for_each = local.subjects
  name     = "${var.name}-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = local.oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = each.value
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.deploy["plan"].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# ReadOnlyAccess reads files, and backups are people's data: a pull request has no business there. It plans without a lock, so that it
# neither writes into the bucket of the state nor holds up a deployment; the plan that counts is made under the lock by apply.
resource "aws_iam_role_policy" "plan" {
  name = "no-data"
  role = aws_iam_role.deploy["plan"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect      = "Deny"
        Action      = ["s3:GetObject", "s3:GetObjectVersion"]
        NotResource = ["${aws_s3_bucket.state.arn}/*"]
      },
      { Effect = "Deny", Action = ["secretsmanager:GetSecretValue"], Resource = "*" },
      { Effect = "Allow", Action = ["kms:Decrypt"], Resource = module.key.arn },
    ]
  })
}

resource "aws_iam_role_policy" "image" {
  name = "push"
  role = aws_iam_role.deploy["image"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # AWS knows no narrower resource for this action.
      { Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" },
      {
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
          "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.this.arn
      },
    ]
  })
}

# All of the services, and roles of this product only. Narrower lists of actions break at each new resource, at the worst moment; what
# protects production is the approval and the subject above.
resource "aws_iam_role_policy_attachment" "apply" {
  role       = aws_iam_role.deploy["apply"].name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}

resource "aws_iam_role_policy" "apply" {
  name = "roles"
  role = aws_iam_role.deploy["apply"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:GetRole",
        "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies", "iam:PassRole",
        "iam:PutRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy",
      ]
      Resource = [for name in ["engine", "bot", "api", "migration", "backup", "training", "flow-log", "grafana"] : "arn:aws:iam::${var.account_id}:role/${var.name}-${name}*"]
    }]
  })
}
