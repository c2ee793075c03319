"""The network, only when it is asked for by name; nothing else opens a socket."""
