"""One installation, started, watched and ended as a whole: Prefect's server, pool, deployments and
worker, and whatever else the command line adds. What a run does belongs to the flows beside it.
"""
