locals {
  is_documentdb = var.kind == "documentdb"
}

resource "aws_docdb_subnet_group" "this" {
  count      = local.is_documentdb ? 1 : 0
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_docdb_cluster_parameter_group" "this" {
  count  = local.is_documentdb ? 1 : 0
  name   = var.name
  family = "docdb5.0"
  parameter {
    name  = "tls"
    value = "enabled"
  }
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}

resource "aws_docdb_cluster" "this" {
  count                           = local.is_documentdb ? 1 : 0
  cluster_identifier              = var.name
  engine                          = "docdb"
  engine_version                  = "5.0.0"
  master_username                 = "analyser"
  master_password_wo              = var.password
  master_password_wo_version      = var.password_version
  db_subnet_group_name            = aws_docdb_subnet_group.this[0].name
  db_cluster_parameter_group_name = aws_docdb_cluster_parameter_group.this[0].name
  vpc_security_group_ids          = [aws_security_group.this.id]
  storage_encrypted               = true
  kms_key_id                      = var.key_arn
  backup_retention_period         = 14
  preferred_backup_window         = "01:00-02:00"
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
  deletion_protection             = true
  skip_final_snapshot             = false
  final_snapshot_identifier       = "${var.name}-final"
}

resource "aws_docdb_cluster_instance" "this" {
  count                      = local.is_documentdb ? var.instances : 0
  identifier                 = "${var.name}-${count.index}"
  cluster_identifier         = aws_docdb_cluster.this[0].id
  instance_class             = var.instance_class
  auto_minor_version_upgrade = true
}
