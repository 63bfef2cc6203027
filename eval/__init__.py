"""Known facts, judged answers: how right the service is."""
