"""What a commune sends to its region: lines of the package, checks, the record."""
