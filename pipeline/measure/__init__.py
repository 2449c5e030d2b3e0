"""What ticket exports say about the Service Levels: service clocks, attainment and credits."""
