"""What a page says about itself: dates, language, names."""
