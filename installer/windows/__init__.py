"""What is delivered for Windows, built on Linux: see `installer/LISEZMOI.md`."""
