"""Signals become neighbors: one Protocol, two engines, one shared exam."""
