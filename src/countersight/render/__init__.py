"""What every output shares: text made safe for the place that it is shown in."""
