"""The demo shop: pages of a store that is searched by photo, made from the store itself."""
