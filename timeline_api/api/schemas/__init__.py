"""The shapes of answers: these schemas document them, and tests hold what is served against them."""
