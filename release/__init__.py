"""What a release is made with: its bill of materials."""
