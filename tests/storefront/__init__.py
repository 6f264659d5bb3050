"""The web component, in a browser as shoppers use it."""
