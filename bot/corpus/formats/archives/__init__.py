"""ZIP archives, and the formats that are ZIPs."""
