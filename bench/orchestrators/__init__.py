"""The same batches in order under a plain loop, under Prefect and under Dagster."""
