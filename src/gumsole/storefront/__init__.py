"""What shoppers touch: the web component `<gumsole-search>` as plain files that browsers load."""
