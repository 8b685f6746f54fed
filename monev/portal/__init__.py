"""The web application: pages and one gate for access. It never imports flows and never scores."""
