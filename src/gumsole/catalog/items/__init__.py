"""From a row's text to a product and its offer."""
