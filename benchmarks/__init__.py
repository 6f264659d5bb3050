"""What serving costs and bears, measured on a real server: `python -m benchmarks load`, `… overhead`.

What parts cost within one process is measured by `gumsole bench`.
"""
