"""The photo studio of the demo store: models, materials, light and rooms, rendered with Blender as a module.

`README.md` beside this file says how to set it up. Nothing here is needed to install or run Gumsole.
"""
