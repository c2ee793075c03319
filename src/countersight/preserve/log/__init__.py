"""The log of a case: lines, the tree over them, signed checkpoints, proofs."""
