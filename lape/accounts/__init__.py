"""Signing in: codes by e-mail, passwords, second factors and the page of one's own account."""
