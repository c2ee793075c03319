"""What every output shares: escaping, HTML as values, the page shell, tables and charts."""
