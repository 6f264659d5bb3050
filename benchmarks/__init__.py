"""What serving costs and bears, measured on a real server: `python -m benchmarks load`, and so on.

What parts cost within one process is measured by `gumsole bench`.
"""
