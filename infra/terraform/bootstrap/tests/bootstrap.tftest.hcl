# Planned, not applied: what was applied is destroyed after the test, and the bucket of the state refuses that.
mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan
}

variables {
  account_id = "111122223333"
  repository = "owner/analyser"
}

run "bootstrap" {
  command = plan
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && one(aws_ecr_repository.this.image_scanning_configuration).scan_on_push
    error_message = "A tag must never move, and images are scanned."
  }
  assert {
    condition     = one(aws_ecr_repository.this.encryption_configuration).encryption_type == "KMS"
    error_message = "Images must be encrypted with our key."
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.state.restrict_public_buckets && one(aws_s3_bucket_versioning.state.versioning_configuration).status == "Enabled"
    error_message = "The state must be closed and keep versions."
  }
  assert {
    condition     = alltrue([for role in aws_iam_role.deploy : can(regex("repo:owner/analyser:(pull_request|ref:refs/heads/main|environment:production)\"", role.assume_role_policy))])
    error_message = "A role must be bound to this repository and to one kind of run."
  }
  assert {
    condition     = alltrue([for role in aws_iam_role.deploy : strcontains(role.assume_role_policy, "sts.amazonaws.com") && !strcontains(role.assume_role_policy, "StringLike")])
    error_message = "The subject of a role must be compared word by word."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.apply.policy).Statement : !contains(flatten([statement.Resource]), "*") && alltrue([for action in statement.Action : !strcontains(action, "*")])])
    error_message = "Deployment may make this product's roles only."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.image.policy).Statement : !contains(flatten([statement.Resource]), "*") || statement.Action == ["ecr:GetAuthorizationToken"]])
    error_message = "Only the login at ECR may be for all."
  }
  assert {
    condition     = anytrue([for statement in jsondecode(aws_iam_role_policy.image.policy).Statement : contains(statement.Action, "ecr:DescribeImageScanFindings")])
    error_message = "Whoever pushes an image must be able to read what the scan found."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.plan.policy).Statement : statement.Effect == "Deny" || statement.Action == ["kms:Decrypt"]])
    error_message = "A pull request may write nothing, not even a lock."
  }
  assert {
    condition = alltrue([for name in ["engine", "bot", "api", "migration", "backup", "training", "flow-log", "grafana"] :
    contains(flatten([for statement in jsondecode(aws_iam_role_policy.apply.policy).Statement : statement.Resource]), "arn:aws:iam::111122223333:role/analyser-${name}*")])
    error_message = "Deployment must be able to make the roles of every task."
  }
  assert {
    condition     = output.state_key_arn == module.key.arn
    error_message = "Deployment must know the key of the state."
  }
}
