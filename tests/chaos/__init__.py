"""The real bot under every fault we could think of, and a count of what it kept of its word.

``python -m tests.chaos`` plays the rows one after the other: a town of people reports under load,
something goes wrong, and at the end what people saw is compared with what the database holds.
"""
