"""What is handed to operators: the image, compose, units, proxies, the wheel, the handbook."""
