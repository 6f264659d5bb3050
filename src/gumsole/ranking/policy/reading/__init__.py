"""From the text of a policy to a `Policy`, or to every mistake in it."""
