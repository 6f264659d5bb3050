"""Requests and answers of the HTTP API, as its OpenAPI document has them."""
