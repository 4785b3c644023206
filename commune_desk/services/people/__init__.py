"""The people at the desk: who they are, their passwords, how one sits down."""
