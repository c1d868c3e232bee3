"""Tests; a package, so that modules of one name in different rooms stay apart."""
