-- Prefect's history beside our own database; run once, by whoever may create databases.
CREATE DATABASE prefect OWNER monev;
