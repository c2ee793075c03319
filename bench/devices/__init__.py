"""Measurements of signatures of devices: what they are met by, and what they get wrong."""
