"""The run as a whole: a nation evaluated through Prefect, without it, and by WeasyPrint alone."""
