"""A run as one HTML file: pictures and every case, with nothing loaded from elsewhere."""
