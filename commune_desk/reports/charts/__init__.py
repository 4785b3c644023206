"""Charts, drawn once by ReportLab: lines in a PDF, SVG on the screen."""
